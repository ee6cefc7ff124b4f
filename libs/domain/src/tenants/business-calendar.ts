/**
 * A tenant's working hours, during which its SLAs run: local hours by weekday in its time zone, with breaks as the
 * gaps between them, and holidays.
 */
import { SEVERITIES, type Severity, isJsonObject } from '@sentinai/contracts';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Start and end, as `HH:MM`; the end of a day is `24:00`. */
export type BusinessHours = [from: string, to: string];

export interface BusinessCalendar {
  /** A day that is not named is free. */
  week: Partial<Record<Weekday, BusinessHours[]>>;
  /** Non-working days, as `YYYY-MM-DD`. */
  holidays: string[];
  /** Severities whose SLA runs around the clock anyway. */
  around_the_clock?: Severity[];
}

/** Returns a calendar's faults, each with its path below the calendar; empty when it is valid. */
export function calendarFaults(calendar: unknown): { path: string; message: string }[] {
  if (!isJsonObject(calendar)) return [{ path: '', message: 'must be an object' }];
  const unknown = Object.keys(calendar).filter((key) => !FIELDS.includes(key));
  return [
    ...unknown.map((key) => ({ path: key, message: 'is not a known field' })),
    ...weekFaults(calendar.week),
    ...holidayFaults(calendar.holidays),
    ...severityFaults(calendar.around_the_clock),
  ];
}

const FIELDS = ['week', 'holidays', 'around_the_clock'];
const MAX_SPANS = 12;
const MAX_HOLIDAYS = 1_000;
const ENDS_BEFORE_IT_BEGINS =
  'must end after it begins; hours past midnight belong to the next day: ["22:00", "24:00"] and there ["00:00", "06:00"]';
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function weekFaults(week: unknown): { path: string; message: string }[] {
  if (!isJsonObject(week)) return [{ path: 'week', message: 'must be an object with the hours of each day' }];
  const faults = Object.entries(week).flatMap(([day, spans]) => {
    const path = `week.${day}`;
    if (!(WEEKDAYS as readonly string[]).includes(day)) return [{ path, message: `must be ${WEEKDAYS.join(', ')}` }];
    if (!Array.isArray(spans) || spans.length > MAX_SPANS) {
      return [{ path, message: `must be a list of at most ${MAX_SPANS} pairs such as ["09:00", "12:00"]` }];
    }
    return spanFaults(path, spans);
  });
  const isOpen = Object.values(week).some((spans) => !Array.isArray(spans) || spans.length > 0);
  return isOpen || faults.length > 0 ? faults : [{ path: 'week', message: 'must have hours on at least one day' }];
}

/** Checks that spans follow each other in order; the gap between two is a break. */
function spanFaults(path: string, spans: readonly unknown[]): { path: string; message: string }[] {
  let before = '00:00';
  for (const [index, span] of spans.entries()) {
    const here = `${path}[${index}]`;
    if (!isSpan(span)) return [{ path: here, message: 'must be a pair of times such as ["09:00", "12:00"]' }];
    const [from, to] = span;
    if (from >= to) return [{ path: here, message: ENDS_BEFORE_IT_BEGINS }];
    if (from < before) return [{ path: here, message: 'must not begin before the previous one ends' }];
    before = to;
  }
  return [];
}

function holidayFaults(holidays: unknown): { path: string; message: string }[] {
  if (!Array.isArray(holidays) || holidays.length > MAX_HOLIDAYS) {
    return [{ path: 'holidays', message: `must be a list of at most ${MAX_HOLIDAYS} days` }];
  }
  return holidays.flatMap((day: unknown, index) =>
    isDay(day) ? [] : [{ path: `holidays[${index}]`, message: 'must be a day such as 2026-12-25' }],
  );
}

function severityFaults(severities: unknown): { path: string; message: string }[] {
  if (severities === undefined) return [];
  const isList = Array.isArray(severities) && severities.every((severity) => SEVERITIES.includes(severity as Severity));
  return isList ? [] : [{ path: 'around_the_clock', message: `must be a list of ${SEVERITIES.join(', ')}` }];
}

const isSpan = (span: unknown): span is BusinessHours =>
  Array.isArray(span) && span.length === 2 && span.every((time) => typeof time === 'string' && TIME.test(time));

/** The 30th of February parses as a day in March. */
function isDay(day: unknown): boolean {
  if (typeof day !== 'string' || !DAY.test(day)) return false;
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}
