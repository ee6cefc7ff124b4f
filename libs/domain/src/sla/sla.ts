/** How long an exception may take, and when its clock has to be looked at. */
import type { Severity } from '@sentinai/contracts';
import type { DomainConfig } from '../packs/tenant-config.ts';

export interface SlaTerm {
  minutes: number;
  /** The rule that gave the minutes: `tenant sla by type CASH_BREAK`. */
  rule: string;
}

const MS_PER_MINUTE = 60_000;
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

/** When the SLA that started at the given time is missed. */
export function slaDeadline(start: Date, minutes: number): Date {
  return new Date(start.getTime() + minutes * MS_PER_MINUTE);
}

/** When four fifths of the time are gone, and the owner is warned. */
export function slaImminentAt(start: Date, deadline: Date): Date {
  return new Date(start.getTime() + (deadline.getTime() - start.getTime()) * IMMINENT_SHARE);
}

function term(minutes: number | undefined, rule: string, of: string): SlaTerm | null {
  return minutes === undefined ? null : { minutes, rule: `${rule} ${of}` };
}
