/** The formats in which sources write dates and times, each with its meaning. */
import { isTimeZone } from '../tenants/time-zone.ts';
import { utcMillis } from '../tenants/local-clock.ts';
import { type CalendarTime, type ClockTime, NOT_A_DAY, isDayOfMonth } from './calendar-time.ts';
import { type Reading, read, unreadable } from './reading.ts';

type Groups = Record<string, string | undefined>;

interface InstantFormat {
  pattern: RegExp;
  /** The zone of a text that names none; the caller's by default. */
  zone?: string;
  /** Whether the format's standard defines zone names. */
  namesZones?: boolean;
}

const YEAR = String.raw`(?<year>\d{4})`;
const BASIC_DATE = String.raw`${YEAR}(?<month>\d{2})(?<day>\d{2})`;
const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?`;
const BASIC_FRACTION = String.raw`(?:(?:[.,]|(?=\d{3}$))(?<fraction>\d+))?`;
const BASIC_TIME = String.raw`(?<hour>\d{2})(?:(?<minute>\d{2})(?:(?<second>\d{2})${BASIC_FRACTION})?)?`;
const DB2_TIME = String.raw`(?<hour>\d{2})\.(?<minute>\d{2})\.(?<second>\d{2})(?:\.(?<fraction>\d+))?`;
const OFFSET = String.raw`[+\-−]\d{1,2}(?::?\d{2})?`;
const ZONE_NAME = String.raw`[A-Za-z][A-Za-z_]*(?:\/[A-Za-z0-9_+-]+)*`;
const BRACKETS = String.raw`(?: ?\[(?<bracket>[\w/+-]+)\])?(?: \([^()]*\))?`;
/** `Z`, `UTC`, `+01:00`, `GMT+1`, `Europe/Zurich`; a zone in brackets and a comment in parentheses may follow. */
const ZONE = `(?: ?(?<zone>(?:UTC|GMT|UT)?${OFFSET}|${ZONE_NAME}))?${BRACKETS}`;
const WEEKDAY = '(?<weekday>[A-Za-z]{3,9})';
const DAY_OF_MONTH = String.raw`(?<day>\d{1,2})`;
const DAY_AND_MONTH = `${DAY_OF_MONTH}[ -](?<monthName>[A-Za-z]{3,9})[ -]`;
const MONTH_AND_DAY = `(?<monthName>[A-Za-z]{3}) ${DAY_OF_MONTH}`;

const format = (pattern: string, meaning: Omit<InstantFormat, 'pattern'> = {}): InstantFormat => ({
  pattern: new RegExp(`^${pattern}$`),
  ...meaning,
});

const FORMATS: readonly InstantFormat[] = [
  // ISO 8601, its dates by month, by week and by day of the year; also with a blank, slashes or points.
  format(String.raw`${YEAR}([-/.])(?<month>\d{1,2})\2${DAY_OF_MONTH}(?:[Tt ]${TIME}${ZONE})?`),
  format(String.raw`${YEAR}-?W(?<week>\d{2})-?(?<dayOfWeek>\d)(?:[Tt ]${TIME}${ZONE})?`),
  format(String.raw`${YEAR}-(?<dayOfYear>\d{3})(?:[Tt ]${TIME}${ZONE})?`),
  // ISO 8601 basic, also run together as LDAP and HL7 write it.
  format(`${BASIC_DATE}(?:[Tt ]?${BASIC_TIME}${ZONE})?`),
  format(`${BASIC_DATE}[Tt ]${TIME}${ZONE}`),
  // FIX, always UTC.
  format(`${BASIC_DATE}-${TIME}${ZONE}`, { zone: 'UTC' }),
  // DB2: 2026-01-05-09.52.26.123456
  format(String.raw`${YEAR}-(?<month>\d{2})-${DAY_OF_MONTH}-${DB2_TIME}`),
  // RFC 2822 and 9110: Tue, 23 Dec 2025 11:26:21 +0100; with two digits of a year only behind a day of the week.
  format(`(?:${WEEKDAY},? )?${DAY_AND_MONTH}${YEAR}(?: ${TIME}${ZONE})?`, { namesZones: true }),
  format(String.raw`${WEEKDAY}, ${DAY_AND_MONTH}(?<year>\d{2}) ${TIME}${ZONE}`, { namesZones: true }),
  // asctime and date(1): Tue Dec 23 11:26:21 2025; JavaScript: Tue Dec 23 2025 11:26:21 GMT+0100 (CET)
  format(`${WEEKDAY} ${MONTH_AND_DAY} ${TIME}${ZONE} ${YEAR}`),
  format(`${WEEKDAY} ${MONTH_AND_DAY} ${YEAR} ${TIME}${ZONE}`),
];

/** A numeric day and month whose order the text does not reveal. */
const EITHER_ORDER = /^\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}(?!\d)/;

/**
 * Reads the calendar fields of a text in the first format that fits.
 * @param text trimmed, with single blanks
 */
export function calendarTimeOf(text: string, timeZone: string): Reading<CalendarTime> {
  for (const { pattern, zone = timeZone, namesZones } of FORMATS) {
    const groups = pattern.exec(text)?.groups;
    if (groups) return timeOf(groups, { zone, namesZones });
  }
  if (EITHER_ORDER.test(text)) return unreadable('is ambiguous: the order of its day and month is not known');
  return unreadable('is not in a known format of an instant');
}

function timeOf(groups: Groups, meaning: Meaning): Reading<CalendarTime> {
  const date = dateOf(groups);
  if (!date) return NOT_A_DAY;
  const zone = zoneOf(groups, meaning);
  if (zone === null) return unreadable('names a time zone that is unknown or has more than one meaning');
  return read({ ...date, time: clockTimeOf(groups), zone });
}

interface Meaning {
  /** Zone of a text that names none. */
  zone: string;
  namesZones: boolean | undefined;
}

type CalendarDate = Pick<CalendarTime, 'year' | 'month' | 'day'>;

/** Null when no such day exists. */
function dateOf(groups: Groups): CalendarDate | null {
  const year = yearOf(groups.year ?? '');
  if (groups.week !== undefined) return dayOfWeek(year, Number(groups.week), Number(groups.dayOfWeek));
  if (groups.dayOfYear !== undefined) return dayOfYear(year, Number(groups.dayOfYear));
  const month = groups.monthName === undefined ? Number(groups.month) : indexOfName(MONTHS, groups.monthName) + 1;
  const date = { year, month, day: Number(groups.day) };
  if (!isDayOfMonth(year, month, date.day)) return null;
  return groups.weekday === undefined || isWeekday(groups.weekday, date) ? date : null;
}

/** Two-digit years mean 1950 to 2049 (RFC 2822). */
function yearOf(text: string): number {
  if (text.length > 2) return Number(text);
  return Number(text) + (Number(text) < 50 ? 2000 : 1900);
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** Returns the index of a name, or of its first three or more letters; -1 when not found. */
function indexOfName(names: readonly string[], text: string): number {
  return names.findIndex((name) => name.toLowerCase().startsWith(text.toLowerCase()));
}

const isWeekday = (text: string, { year, month, day }: CalendarDate): boolean =>
  indexOfName(WEEKDAYS, text) === midnight(year, month, day).getUTCDay();

const midnight = (year: number, month: number, day: number): Date => new Date(utcMillis(year, month, day, 0, 0, 0, 0));

function dayOfYear(year: number, day: number): CalendarDate | null {
  const isDay = day >= 1 && midnight(year, 1, day).getUTCFullYear() === year;
  return isDay ? { year, month: 1, day } : null;
}

/** The first week of a year contains the fourth of January; weeks begin on Monday. */
function dayOfWeek(year: number, week: number, weekday: number): CalendarDate | null {
  const fourth = midnight(year, 1, 4).getUTCDay() || 7;
  const thursday = midnight(year, 1, 4 - fourth + (week - 1) * 7 + 4);
  if (week < 1 || weekday < 1 || weekday > 7 || thursday.getUTCFullYear() !== year) return null;
  return { year, month: 1, day: 4 - fourth + (week - 1) * 7 + weekday };
}

function clockTimeOf({ hour, minute = '0', second = '0', fraction = '' }: Groups): ClockTime | null {
  if (hour === undefined) return null;
  return {
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Number(fraction.slice(0, 3).padEnd(3, '0')),
  };
}

const OFFSET_PARTS = /^(?:UTC|GMT|UT)?([+\-−])(\d{1,2}):?(\d{2})?$/i;
const IS_UTC = /^(?:Z|UTC|GMT|UT)$/i;
/** The zones named in RFC 2822, in minutes east of UTC. */
const MAIL_ZONES = new Map([
  ['EST', -300],
  ['EDT', -240],
  ['CST', -360],
  ['CDT', -300],
  ['MST', -420],
  ['MDT', -360],
  ['PST', -480],
  ['PDT', -420],
]);

/** Returns the text's offset, else the zone it names; null when the zone is unknown. */
function zoneOf({ zone, bracket }: Groups, meaning: Meaning): number | string | null {
  if (zone === undefined) return bracket === undefined ? meaning.zone : namedZone(bracket);
  if (IS_UTC.test(zone)) return 'UTC';
  const offset = OFFSET_PARTS.exec(zone);
  if (offset) return offsetMinutes(offset);
  return (meaning.namesZones ? MAIL_ZONES.get(zone.toUpperCase()) : undefined) ?? namedZone(zone);
}

function offsetMinutes([, sign, hours, minutes = '0']: RegExpExecArray): number | null {
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  return (Number(hours) * 60 + Number(minutes)) * (sign === '+' ? 1 : -1);
}

/** A place such as Europe/Zurich. Abbreviations do not count: CST is a zone in America, in China and in Cuba. */
const namedZone = (name: string): string | null => (name.includes('/') && isTimeZone(name) ? name : null);
