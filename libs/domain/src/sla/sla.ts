/** How long an exception may take: its deadline, and when it is warned of. */
import type { Severity } from '@sentinai/contracts';
import type { DomainConfig } from '../packs/tenant-config.ts';
import { type WorkingTime, addWorkingMs, workingMsBetween } from './working-time.ts';

export interface SlaTerm {
  minutes: number;
  /** The rule that gave the minutes: `tenant sla by type CASH_BREAK`. */
  rule: string;
}

/** When an SLA is missed, and when it is warned of. */
export interface SlaTimes {
  /** When it is missed. */
  deadline: Date;
  /** When four fifths of its time are gone, and the owner is warned. Never after the deadline. */
  imminentAt: Date;
}

/** An SLA under way. */
export interface SlaClock extends SlaTerm, SlaTimes {}

const MS_PER_MINUTE = 60_000;
/** The part of its time after which an SLA is warned of. */
const IMMINENT_SHARE = 0.8;

/**
 * The SLA of a type and severity; null when none applies. The tenant's word goes before the domain's, and within each a
 * type goes before a severity: what a tenant says for `critical` beats what its domain says for the type.
 */
export function slaMinutes(config: DomainConfig, type: string, severity: Severity): SlaTerm | null {
  const tenant = config.policy.sla;
  const domain = config.pack.sla;
  return (
    term(tenant.byType.get(type), 'tenant sla by type', type) ??
    term(tenant.bySeverity.get(severity), 'tenant sla by severity', severity) ??
    term(domain.byType.get(type), 'domain sla by type', type) ??
    term(domain.bySeverity.get(severity), 'domain sla by severity', severity)
  );
}

/**
 * The clock of an exception of this type and severity that began at `start`; null when no SLA applies. Minutes are those of the
 * tenant's business calendar, where it has one and the severity is not one that runs around the clock.
 */
export function slaClock(config: DomainConfig, type: string, severity: Severity, start: Date): SlaClock | null {
  const sla = slaMinutes(config, type, severity);
  if (!sla) return null;
  const ms = Math.round(sla.minutes * MS_PER_MINUTE);
  const working = countedTime(config, severity);
  // Real time where the calendar opens too seldom to ever get there.
  const deadline = (working && addWorkingMs(start, ms, working)) ?? new Date(start.getTime() + ms);
  return { ...sla, ...slaTimes(config, severity, start, deadline) };
}

/**
 * The times of a clock that runs from `start` to a deadline: the one place that says when its warning is due. Four fifths of the
 * business time between the two, by the calendar as it is now; of the real time where none is counted, or none lies between them.
 */
export function slaTimes(config: DomainConfig, severity: Severity, start: Date, deadline: Date): SlaTimes {
  const working = countedTime(config, severity);
  const ms = working && workingMsBetween(start, deadline, working);
  const atWork = working && ms ? addWorkingMs(start, Math.round(ms * IMMINENT_SHARE), working) : null;
  const span = deadline.getTime() - start.getTime();
  return { deadline, imminentAt: atWork ?? new Date(start.getTime() + Math.round(span * IMMINENT_SHARE)) };
}

/** The calendar that an SLA of this severity counts by; null: real time. */
function countedTime({ policy: { workingTime } }: DomainConfig, severity: Severity): WorkingTime | null {
  return workingTime && !workingTime.aroundTheClock.has(severity) ? workingTime : null;
}

function term(minutes: number | undefined, rule: string, of: string): SlaTerm | null {
  return minutes === undefined ? null : { minutes, rule: `${rule} ${of}` };
}
