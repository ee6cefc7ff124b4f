/** Cursor positions in lists ordered by time, newest first. */
import { isUuid } from '../fields/uuid.ts';

/** An ISO 8601 instant, and the id as the tie-breaker. */
export type Moment = readonly [at: string, id: string];

export const isMoment = (value: unknown): value is Moment =>
  Array.isArray(value) && value.length === 2 && isInstant(value[0]) && typeof value[1] === 'string' && isUuid(value[1]);

/** Whether a value has the format of `toISOString` with a four-digit year, and is a day that exists. */
function isInstant(value: unknown): boolean {
  if (typeof value !== 'string' || value.length !== '2026-11-20T10:00:00.000Z'.length) return false;
  const at = new Date(value);
  return !Number.isNaN(at.getTime()) && at.toISOString() === value;
}
