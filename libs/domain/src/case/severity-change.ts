/** What another severity does to an exception: its SLA becomes that of the new one, from when the exception happened. */
import type { Severity } from '@sentinai/contracts';
import type { DomainConfig } from '../packs/tenant-config.ts';
import { type SlaClock, slaClock } from '../sla/sla.ts';
import type { ExceptionPatch } from './case-file.ts';
import type { ExceptionRecord } from './exception-record.ts';
import { startClock } from './sla-clock.ts';

export interface SeverityChange {
  patch: ExceptionPatch;
  /** The SLA of the new severity; null when none applies. */
  sla: SlaClock | null;
}

/** @param at when the person said so */
export function changeSeverity(
  exception: ExceptionRecord,
  config: DomainConfig,
  severity: Severity,
  at: Date,
): SeverityChange {
  const sla = slaClock(config, exception.type, severity, exception.occurredAt);
  const deadline = sla?.deadline ?? null;
  const moved = exception.slaDeadline?.getTime() !== deadline?.getTime();
  return {
    sla,
    patch: {
      severity,
      // What no rule could decide, a person has.
      undecided: exception.undecided.filter(({ fact }) => fact !== 'severity'),
      slaDeadline: deadline,
      ...(moved ? startClock(exception, sla) : {}),
      milestones: { ...exception.milestones, severity_set_at: at.toISOString() },
    },
  };
}
