/** When the SLA clock of an exception must be looked at, for the monitor that looks. */
import { slaImminentAt } from '../sla/sla.ts';

/**
 * An exception that arrives with its SLA already over (a backfill, a source that was down) gets this long until the alarm:
 * its later states, perhaps its resolution, are often right behind it.
 */
const LATE_ARRIVAL_GRACE_MS = 60_000;

/** The first look: at four fifths of the time, or, for a late arrival, after a short grace. */
export function slaFirstCheck(startedAt: Date, deadline: Date, arrivedAt: Date): Date {
  if (deadline <= arrivedAt) return new Date(arrivedAt.getTime() + LATE_ARRIVAL_GRACE_MS);
  return slaImminentAt(startedAt, deadline);
}
