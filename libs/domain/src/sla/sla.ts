/** An exception's SLA: its deadline and the time of its warning. */
import type { Severity } from '@sentinai/contracts';
import type { DomainConfig } from '../packs/tenant-config.ts';
import { type WorkingTime, addWorkingMs, workingMsBetween } from './working-time.ts';

export interface SlaTerm {
  minutes: number;
  /** The rule that gave the minutes: `tenant sla by type CASH_BREAK`. */
  rule: string;
}

/** Deadline and warning time of an SLA. */
export interface SlaTimes {
  /** When the SLA is missed. */
  deadline: Date;
  /** When four fifths of the time have passed and the owner is warned. Never after the deadline. */
  imminentAt: Date;
}

/** A running SLA. */
export interface SlaClock extends SlaTerm, SlaTimes {}

const MS_PER_MINUTE = 60_000;
/** Share of an SLA's time after which it triggers a warning. */
const IMMINENT_SHARE = 0.8;

/**
 * Returns the SLA of a type and severity; null when none applies. The tenant's entries precede the domain's, and
 * within each a type precedes a severity: a tenant's entry for `critical` beats its domain's entry for the type.
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
 * Returns the clock of an exception of this type and severity that started at `start`; null when no SLA applies.
 * Minutes follow the tenant's business calendar, if it has one and the severity does not run around the clock.
 */
export function slaClock(config: DomainConfig, type: string, severity: Severity, start: Date): SlaClock | null {
  const sla = slaMinutes(config, type, severity);
  if (!sla) return null;
  const ms = Math.round(sla.minutes * MS_PER_MINUTE);
  const working = countedTime(config, severity);
  // Falls back to real time where the calendar opens too rarely to ever reach the deadline.
  const deadline = (working && addWorkingMs(start, ms, working)) ?? new Date(start.getTime() + ms);
  return { ...sla, ...slaTimes(config, severity, start, deadline) };
}

/**
 * Returns the times of a clock that runs from `start` to a deadline: the only place that decides when its warning is
 * due. Four fifths of the business time between the two, by the current calendar; of the real time where no business
 * time is counted or none lies between them.
 */
export function slaTimes(config: DomainConfig, severity: Severity, start: Date, deadline: Date): SlaTimes {
  const working = countedTime(config, severity);
  const ms = working && workingMsBetween(start, deadline, working);
  const atWork = working && ms ? addWorkingMs(start, Math.round(ms * IMMINENT_SHARE), working) : null;
  const span = deadline.getTime() - start.getTime();
  return { deadline, imminentAt: atWork ?? new Date(start.getTime() + Math.round(span * IMMINENT_SHARE)) };
}

/** Returns the calendar that an SLA of this severity counts by; null for real time. */
function countedTime({ policy: { workingTime } }: DomainConfig, severity: Severity): WorkingTime | null {
  return workingTime && !workingTime.aroundTheClock.has(severity) ? workingTime : null;
}

function term(minutes: number | undefined, rule: string, of: string): SlaTerm | null {
  return minutes === undefined ? null : { minutes, rule: `${rule} ${of}` };
}
