/** How long an exception may take, and when its clock has to be looked at. */
import type { Severity } from '@sentinai/contracts';
import type { DomainConfig } from '../packs/tenant-config.ts';
import { type WorkingTime, addWorkingMinutes } from './working-time.ts';

export interface SlaTerm {
  minutes: number;
  /** The rule that gave the minutes: `tenant sla by type CASH_BREAK`. */
  rule: string;
}

/** An SLA under way. */
export interface SlaClock extends SlaTerm {
  /** When it is missed. */
  deadline: Date;
  /** When four fifths of the time are gone, and the owner is warned. */
  imminentAt: Date;
}

const MS_PER_MINUTE = 60_000;
/** The part of its time after which an SLA is warned of. */
export const IMMINENT_SHARE = 0.8;

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
  const { workingTime } = config.policy;
  const counted = workingTime && !workingTime.aroundTheClock.has(severity) ? workingTime : null;
  return {
    ...sla,
    deadline: minutesAfter(start, sla.minutes, counted),
    imminentAt: minutesAfter(start, sla.minutes * IMMINENT_SHARE, counted),
  };
}

/** Real time where there is no calendar, or where the calendar opens too seldom to ever get there. */
function minutesAfter(start: Date, minutes: number, working: WorkingTime | null): Date {
  const atWork = working && addWorkingMinutes(start, minutes, working);
  return atWork ?? new Date(start.getTime() + minutes * MS_PER_MINUTE);
}

function term(minutes: number | undefined, rule: string, of: string): SlaTerm | null {
  return minutes === undefined ? null : { minutes, rule: `${rule} ${of}` };
}
