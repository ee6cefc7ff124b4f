/** Parses dates as exports write them: year, month and day in one of three orders, with an optional time and zone. */
import type { WallTime } from './local-time.ts';

/** Order of day and month in dates whose year comes last. */
export type DateOrder = 'DMY' | 'MDY';

export interface DateText {
  /** The three numbers of the date, in written order. */
  parts: readonly [number, number, number];
  isYearFirst: boolean;
  separator: string;
  /** Time of the day in milliseconds; undefined when there is none. */
  timeMs: number | undefined;
  /** Offset of its zone in milliseconds east of UTC; undefined when it names none. */
  offsetMs: number | undefined;
}

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})/;
const TIME =
  /^(?:T|,?\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([AP])\.?M\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Parses a date; undefined when the text is not a date or its time of day does not exist. */
export function readDateText(text: string): DateText | undefined {
  const yearFirst = YEAR_FIRST.exec(text);
  const match = yearFirst ?? YEAR_LAST.exec(text);
  if (!match) return undefined;
  const [whole, first, separator = '', second, third] = match;
  const rest = text.slice(whole.length);
  const time = rest === '' ? { timeMs: undefined, offsetMs: undefined } : readTime(rest);
  if (!time) return undefined;
  return { parts: [Number(first), Number(second), Number(third)], isYearFirst: yearFirst !== null, separator, ...time };
}

function readTime(text: string): Pick<DateText, 'timeMs' | 'offsetMs'> | undefined {
  const match = TIME.exec(text);
  if (!match) return undefined;
  const [, hour, minute, second = '0', fraction = '', half, zone] = match;
  const hours = hourOf(Number(hour), half?.toUpperCase());
  if (hours === undefined || hours > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const timeMs = hours * HOUR_MS + Number(minute) * MINUTE_MS + Number(second) * 1000 + milliseconds;
  return { timeMs, offsetMs: zone === undefined ? undefined : offsetOf(zone.toUpperCase()) };
}

function hourOf(hour: number, half: string | undefined): number | undefined {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'P' ? 12 : 0);
}

function offsetOf(zone: string): number {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * HOUR_MS + Number(match[3]) * MINUTE_MS);
}

/** Returns the date as a wall time without a zone; undefined for a day that does not exist. */
export function wallTimeOf(date: DateText, order: DateOrder): WallTime | undefined {
  const [first, second, third] = date.parts;
  const [year, month, day] = date.isYearFirst
    ? date.parts
    : order === 'DMY'
      ? [third, second, first]
      : [third, first, second];
  if (year < 1000) return undefined;
  const start = new Date(Date.UTC(year, month - 1, day));
  const exists = start.getUTCMonth() === month - 1 && start.getUTCDate() === day;
  return exists ? ((start.getTime() + (date.timeMs ?? 0)) as WallTime) : undefined;
}

/** Returns the evidence of a date for the order of day and month: one order, `either`, or undefined when it has none. */
export function orderToldBy(date: DateText): DateOrder | 'either' | undefined {
  if (date.isYearFirst) return undefined;
  const dayFirst = wallTimeOf(date, 'DMY');
  const monthFirst = wallTimeOf(date, 'MDY');
  if (dayFirst === monthFirst) return undefined;
  if (dayFirst !== undefined && monthFirst !== undefined) return 'either';
  return dayFirst === undefined ? 'MDY' : 'DMY';
}
