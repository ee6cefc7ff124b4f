/**
 * Reads an instant as sources write it: an epoch, ISO 8601, FIX, RFC 2822 and similar. A text with two meanings
 * (`05/01/2026`) or without an instant (30 February, a local time that clocks skip) is unreadable.
 *
 * Instants are kept to the millisecond; finer digits are cut off.
 */
import { ExactNumber, toDouble } from '@sentinai/contracts';
import { instantOf, withinYears } from './calendar-time.ts';
import { calendarTimeOf } from './instant-formats.ts';
import { type Reading, kindOf, read, unreadable } from './reading.ts';

export interface InstantZone {
  /** IANA time zone of texts that name none, and in which a bare date begins. */
  timeZone: string;
}

/** Longer texts are rejected as instants without parsing. */
const MAX_TEXT_LENGTH = 100;

/**
 * Reads a Date, a JSON number or a text. An empty text is unreadable: the caller decides whether it counts as absent.
 */
export function readInstant(value: unknown, { timeZone }: InstantZone): Reading<Date> {
  if (value instanceof Date) return withinYears(value.getTime());
  if (typeof value === 'number') return readNumber(value);
  if (value instanceof ExactNumber)
    return DECIMAL.test(value.text) ? readEpoch(value.text) : readNumber(toDouble(value));
  if (typeof value !== 'string') return unreadable(`is ${kindOf(value)}, not an instant`);
  if (value.length > MAX_TEXT_LENGTH) return unreadable('is too long for an instant');
  return readText(value, timeZone);
}

/** The form that the platform and most sources write; the general parser costs ten times as much. */
const UTC_TEXT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/;
const DECIMAL = /^-?\d+(?:\.\d+)?$/;
/** `/Date(1767225600000+0100)/`, as .NET writes it; the offset is for display only. */
const DOT_NET = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;
/** A year from 1900 to 2199, month and day, optionally followed by hour, minute, second and millisecond. */
const RUN_TOGETHER = /^(?:19|20|21)\d{6}(?:\d{4}|\d{6}(?:\.\d+)?|\d{9})?$/;

function readText(value: string, timeZone: string): Reading<Date> {
  if (UTC_TEXT.test(value)) {
    const date = new Date(value);
    // The 30th of February parses as a day in March, and 24:00 as midnight of the next day.
    if (date.getTime() > 0 && date.toISOString().startsWith(value.slice(0, 19))) return read(date);
  }
  const text = value.trim().replace(/\s+/g, ' ');
  if (text === '') return unreadable('is an empty text');
  if (DECIMAL.test(text) && !RUN_TOGETHER.test(text)) return readEpoch(text);
  const ticks = DOT_NET.exec(text)?.[1];
  if (ticks !== undefined) return withinYears(Number(ticks));
  const time = calendarTimeOf(text, timeZone);
  return 'unreadable' in time ? time : instantOf(time.value);
}

function readNumber(value: number | null): Reading<Date> {
  if (value === null || !Number.isFinite(value)) return unreadable('is not a number that names an instant');
  const text = String(value);
  if (RUN_TOGETHER.test(text)) return unreadable('is ambiguous: an epoch, or a date written without marks');
  return DECIMAL.test(text) ? readEpoch(text) : unreadable('is too large or too small for an epoch');
}

/**
 * Units of an epoch by the digits before its point: each reaches from March 1973 to the year 5138. A smaller number
 * is more likely a year, a day or "unset" than an instant in the early seventies.
 */
const EPOCH_UNITS = [
  { digits: 11, perSecond: 0 },
  { digits: 14, perSecond: 3 },
  { digits: 17, perSecond: 6 },
  { digits: 20, perSecond: 9 },
] as const;
const FEWEST_DIGITS = 9;

/** Moves the point to milliseconds and cuts there: no float is involved, since it could lose digits. */
function readEpoch(text: string): Reading<Date> {
  const [digits = '', fraction = ''] = text.split('.');
  const whole = digits.replace(/^0+(?=\d)/, '');
  if (text.startsWith('-') || whole.length < FEWEST_DIGITS) return unreadable('is too small for an epoch');
  const unit = EPOCH_UNITS.find((candidate) => whole.length <= candidate.digits);
  if (!unit) return unreadable('is too large for an epoch');
  const places = 3 - unit.perSecond;
  return withinYears(
    Number(places > 0 ? whole + fraction.slice(0, 3).padEnd(3, '0') : whole.slice(0, whole.length + places)),
  );
}
