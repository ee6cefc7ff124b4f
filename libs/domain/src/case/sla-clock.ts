/** When the SLA monitor must check an exception's clock. */
import type { DomainConfig } from '../packs/tenant-config.ts';
import { type SlaTimes, slaTimes } from '../sla/sla.ts';
import type { ExceptionPatch } from './case-file.ts';
import type { ExceptionRecord } from './exception-record.ts';

/**
 * An exception that arrives with its SLA already over (a backfill, a source that was down) raises its alarm only
 * after it has been quiet for this long: its later states, perhaps its resolution, often follow closely.
 */
const LATE_ARRIVAL_GRACE_MS = 60_000;

/** Returns the first check: at four fifths of the time, or after a short grace period for a late arrival. */
export function slaFirstCheck({ deadline, imminentAt }: SlaTimes, arrivedAt: Date): Date {
  if (deadline <= arrivedAt) return new Date(arrivedAt.getTime() + LATE_ARRIVAL_GRACE_MS);
  return imminentAt;
}

/** Starts the clock for a new deadline: its warnings are due again. */
export function startClock({ createdAt }: Pick<ExceptionRecord, 'createdAt'>, sla: SlaTimes | null): ExceptionPatch {
  if (!sla) return { slaState: 'none', slaNextAt: null };
  return { slaState: 'running', slaNextAt: slaFirstCheck(sla, createdAt) };
}

/**
 * Moves a running clock to another deadline. Its warnings are due again, but for those that were given and would be due by now anyway.
 */
export function moveClock(exception: ExceptionRecord, sla: SlaTimes | null, now: Date): ExceptionPatch {
  const { slaState } = exception;
  if (!sla || (slaState !== 'imminent' && slaState !== 'expired')) return startClock(exception, sla);
  if (slaState === 'expired' && sla.deadline <= now) return {};
  return sla.imminentAt <= now ? { slaState: 'imminent', slaNextAt: sla.deadline } : startClock(exception, sla);
}

/**
 * Restarts the clock to the exception's existing deadline: a calendar or SLA that has changed since does not move it.
 * Its warning is due at four fifths of the business time, as before.
 */
export function restartClock(exception: ExceptionRecord, config: DomainConfig): ExceptionPatch {
  const { severity, occurredAt, slaDeadline: deadline } = exception;
  return startClock(exception, deadline && slaTimes(config, severity, occurredAt, deadline));
}

/**
 * When a late arrival may raise its alarm; null for an exception that arrived in time, whose clock runs without a
 * grace period. While the pipeline still has events of it to process, the grace period counts from now.
 */
export function quietAt(exception: ExceptionRecord, now: Date): Date | null {
  const { slaDeadline, createdAt, updatedAt, eventsInFlight } = exception;
  if (!slaDeadline || slaDeadline > createdAt) return null;
  return new Date((eventsInFlight > 0 ? now : updatedAt).getTime() + LATE_ARRIVAL_GRACE_MS);
}
