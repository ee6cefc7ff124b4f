/** Reads an instant as sources write it. */
import { type Reading, kindOf, read, unreadable } from './reading.ts';

const ISO_DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?<zone>Z|[+-]\d{2}:?\d{2})?)?$/;

/** Epoch seconds stay below this until the year 5138; epoch milliseconds have been above it since 1973. */
const EPOCH_SECONDS_LIMIT = 1e11;

/** ISO 8601 (UTC when it names no zone), epoch seconds or milliseconds. */
export function readInstant(value: unknown, _zone: { timeZone: string }): Reading<Date> {
  if (typeof value === 'number') return valid(new Date(value < EPOCH_SECONDS_LIMIT ? value * 1000 : value));
  if (typeof value !== 'string') return unreadable(`is ${kindOf(value)}, not an instant`);
  const found = ISO_DATE_TIME.exec(value);
  if (!found) return unreadable('is not written as an instant');
  const day = new Date(`${found[1]}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== found[1])
    return unreadable('is no day there is');
  return valid(new Date(found.groups?.zone || value.length === 10 ? value : `${value}Z`));
}

/** Instants of the years 1 to 9999: what ISO 8601 and the database both write with four digits. */
function valid(date: Date): Reading<Date> {
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9_999 ? read(date) : unreadable('is not an instant of the years 1 to 9999');
}
