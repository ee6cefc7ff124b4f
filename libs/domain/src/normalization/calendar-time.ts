/** A date and time as calendar fields taken from a text, and the instant they name. */
import { localClock, utcMillis } from '../tenants/local-clock.ts';
import { type Reading, read, unreadable } from './reading.ts';

export interface CalendarTime {
  year: number;
  /** 1 to 12; 1 when `day` counts from the first of January. */
  month: number;
  day: number;
  /** Absent when the text gives only a day, which then begins at midnight. */
  time: ClockTime | null;
  /** Minutes east of UTC, or the name of an IANA time zone. */
  zone: number | string;
}

export interface ClockTime {
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

export const NOT_A_DAY = unreadable('is not a calendar date');
export const OUT_OF_YEARS = unreadable('is not in the years 1 to 9999');
const NOT_A_TIME = unreadable('is not a time of the day');
const NOT_SHOWN = unreadable('is a local time that the clocks of its time zone skip');
const LEAP_SECOND = unreadable('is a leap second, which cannot be stored: send the second before or after it');

const MIDNIGHT: ClockTime = { hour: 0, minute: 0, second: 0, millisecond: 0 };
const MS_PER_MINUTE = 60_000;

/**
 * Returns the instant, or the reason why there is none. A local time that clocks show twice means the first
 * occurrence.
 */
export function instantOf({ year, month, day, time, zone }: CalendarTime): Reading<Date> {
  if (year < 1) return OUT_OF_YEARS;
  if (time && !isTimeOfDay(time)) return NOT_A_TIME;
  const { hour, minute, second, millisecond } = time ?? MIDNIGHT;
  // A leap second is treated as the second before it until UTC's reading at that point is known.
  const local = utcMillis(year, month, day, hour, minute, Math.min(second, 59), millisecond);
  const instant = instantAt(local, zone, time === null);
  if (instant === null) return NOT_SHOWN;
  if (second === 60) return isLastSecondOfDay(instant) ? LEAP_SECOND : NOT_A_TIME;
  return withinYears(instant);
}

/** A day ends at 24:00 and may end in a leap second. */
const isTimeOfDay = ({ hour, minute, second, millisecond }: ClockTime): boolean =>
  hour === 24 ? minute + second + millisecond === 0 : hour < 24 && minute < 60 && second <= 60;

/** Accepts instants in the years 1 to 9999, which ISO 8601 and the database write with four digits. */
export function withinYears(instant: number): Reading<Date> {
  const date = new Date(instant);
  const year = date.getUTCFullYear();
  return year >= 1 && year <= 9_999 ? read(date) : OUT_OF_YEARS;
}

function instantAt(local: number, zone: number | string, isDay: boolean): number | null {
  if (typeof zone === 'number') return local - zone * MS_PER_MINUTE;
  if (zone === 'UTC') return local;
  const clock = localClock(zone);
  return isDay ? clock.startOfDay(local) : clock.instantOf(local);
}

/** Leap seconds come at the end of a UTC day. */
const isLastSecondOfDay = (instant: number): boolean => new Date(instant).toISOString().slice(11, 19) === '23:59:59';

/** Whether a month has the day. */
export const isDayOfMonth = (year: number, month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= new Date(utcMillis(year, month + 1, 0, 0, 0, 0, 0)).getUTCDate();
