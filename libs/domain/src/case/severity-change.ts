/**
 * Effects of a severity change: the exception's SLA becomes that of the new severity, counted from when the exception
 * happened.
 */
import type { Severity } from '@sentinai/contracts';
import type { DomainConfig } from '../packs/tenant-config.ts';
import { type SlaClock, slaClock } from '../sla/sla.ts';
import type { ExceptionPatch } from './case-file.ts';
import type { ExceptionRecord } from './exception-record.ts';
import { moveClock } from './sla-clock.ts';
import { settled } from './undecided-facts.ts';

/**
 * Whether an exception certainly has a severity. One that rules left open does not: a person may settle it by setting
 * the same value.
 */
export const hasSeverity = (
  { severity, undecided }: Pick<ExceptionRecord, 'severity' | 'undecided'>,
  asked: Severity,
): boolean => severity === asked && !undecided.some(({ fact }) => fact === 'severity');

export interface SeverityChange {
  patch: ExceptionPatch;
  /** The SLA of the new severity; null when none applies. */
  sla: SlaClock | null;
}

/** @param at when the person set it */
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
      ...settled(exception, 'severity'),
      slaDeadline: deadline,
      ...(moved ? moveClock(exception, sla, at) : {}),
      milestones: { ...exception.milestones, severity_set_at: at.toISOString() },
    },
  };
}
