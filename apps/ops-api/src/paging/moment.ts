/** Places in lists that go by time, newest first, as cursors carry them. */
import { isUuid } from './uuid.ts';

/** When it was, in ISO-8601, and the id that tells those of one instant apart. */
export type Moment = readonly [at: string, id: string];

export const isMoment = (value: unknown): value is Moment =>
  Array.isArray(value) && value.length === 2 && isInstant(value[0]) && typeof value[1] === 'string' && isUuid(value[1]);

/** As `toISOString` writes the years that have four digits, and of a day that there is. */
function isInstant(value: unknown): boolean {
  if (typeof value !== 'string' || value.length !== '2026-11-20T10:00:00.000Z'.length) return false;
  const at = new Date(value);
  return !Number.isNaN(at.getTime()) && at.toISOString() === value;
}
