/** When the SLA clock of an exception must be looked at, for the monitor that looks. */
import type { DomainConfig } from '../packs/tenant-config.ts';
import { type SlaTimes, slaTimes } from '../sla/sla.ts';
import type { ExceptionPatch } from './case-file.ts';
import type { ExceptionRecord } from './exception-record.ts';

/**
 * An exception that arrives with its SLA already over (a backfill, a source that was down) is given its alarm only when it
 * has been quiet for this long: its later states, perhaps its resolution, are often right behind it.
 */
const LATE_ARRIVAL_GRACE_MS = 60_000;

/** The first look: at four fifths of the time, or, for a late arrival, after a short grace. */
export function slaFirstCheck({ deadline, imminentAt }: SlaTimes, arrivedAt: Date): Date {
  if (deadline <= arrivedAt) return new Date(arrivedAt.getTime() + LATE_ARRIVAL_GRACE_MS);
  return imminentAt;
}

/** A new deadline starts the clock anew: its warnings are due again. */
export function startClock({ createdAt }: Pick<ExceptionRecord, 'createdAt'>, sla: SlaTimes | null): ExceptionPatch {
  if (!sla) return { slaState: 'none', slaNextAt: null };
  return { slaState: 'running', slaNextAt: slaFirstCheck(sla, createdAt) };
}

/**
 * Starts the clock anew to the deadline that the exception has: a calendar or an SLA that has changed since does not move it. Its
 * warning is due at four fifths of the business time, as it was before.
 */
export function restartClock(exception: ExceptionRecord, config: DomainConfig): ExceptionPatch {
  const { severity, occurredAt, slaDeadline: deadline } = exception;
  return startClock(exception, deadline && slaTimes(config, severity, occurredAt, deadline));
}

/**
 * When a late arrival may be given its alarm; null for an exception that came in time, whose clock runs without grace.
 * While the pipeline still has events of it to process, that is a grace from now.
 */
export function quietAt(exception: ExceptionRecord, now: Date): Date | null {
  const { slaDeadline, createdAt, updatedAt, eventsInFlight } = exception;
  if (!slaDeadline || slaDeadline > createdAt) return null;
  return new Date((eventsInFlight > 0 ? now : updatedAt).getTime() + LATE_ARRIVAL_GRACE_MS);
}
