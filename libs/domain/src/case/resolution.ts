/** Effects of resolving and reopening an exception: its status, its actual time of resolution, its SLA clock. */
import type { SlaState } from '@sentinai/contracts';
import type { DomainConfig } from '../packs/tenant-config.ts';
import type { ExceptionPatch } from './case-file.ts';
import type { ExceptionRecord } from './exception-record.ts';
import { restartClock } from './sla-clock.ts';
import { STATUS_MOVES } from './status-machine.ts';

/** Returns `met` when it was resolved by its deadline; `none` without one. */
export function slaOutcome(resolvedAt: Date, deadline: Date | null): SlaState {
  if (!deadline) return 'none';
  return resolvedAt.getTime() <= deadline.getTime() ? 'met' : 'missed';
}

/** @param deadline the deadline in force; default: the exception's own */
export function resolvePatch(
  exception: ExceptionRecord,
  resolvedAt: Date,
  deadline: Date | null = exception.slaDeadline,
): ExceptionPatch {
  return {
    status: STATUS_MOVES.resolve.to,
    resolvedAt,
    slaState: slaOutcome(resolvedAt, deadline),
    slaNextAt: null,
    milestones: { ...exception.milestones, resolved_at: resolvedAt.toISOString() },
  };
}

/**
 * Reopens with the clock running to the previous deadline; an earlier escalation is over and may be followed by
 * another.
 */
export function reopenPatch(exception: ExceptionRecord, config: DomainConfig): ExceptionPatch {
  const { resolved_at: _resolvedAt, escalated_at: _escalatedAt, ...milestones } = exception.milestones;
  return {
    status: STATUS_MOVES.reopen.to,
    resolvedAt: null,
    ...restartClock(exception, config),
    milestones,
  };
}
