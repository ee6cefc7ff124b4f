/**
 * A tenant's working time: the hours of each day of the week with the breaks between them, without its holidays, on the
 * clocks of its time zone. An SLA that counts business time only runs while the tenant works.
 */
import type { Severity } from '@sentinai/contracts';
import { DateTime } from 'luxon';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** As tenants write it: `{"week": {"mon": [["09:00", "12:00"], ["13:00", "17:30"]]}, "holidays": ["2026-12-25"]}`. */
export interface BusinessCalendarSettings {
  /** Times of the day, `00:00` to `24:00`, in order; the time between two is a break. A day that is absent is off. */
  week: Partial<Record<Weekday, [string, string][]>>;
  /** Days off, `2026-12-25`. */
  holidays: string[];
  /** Severities whose SLA takes no notice of all this. Default: none. */
  around_the_clock?: Severity[];
}

/** Working time, compiled. */
export interface BusinessCalendar {
  /**
   * When the tenant works on a day of the calendar, as instants from and to, in order.
   * @param day days since 1970-01-01
   */
  openingsOn(day: number): readonly Opening[];
  aroundTheClock: ReadonlySet<Severity>;
}

type Opening = readonly [from: number, to: number];

const TIME_OF_DAY = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const MINUTES_A_DAY = 1_440;
const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = MINUTES_A_DAY * MS_PER_MINUTE;
/** How far ahead a deadline is looked for. */
const MOST_DAYS = 3_660;
/** Days whose opening hours are kept in memory. */
const DAYS_KEPT = 8_000;

/** What is wrong with the settings, each fault with its path below `path`; empty when nothing is. */
export function calendarFaults(settings: BusinessCalendarSettings, path: string): { path: string; message: string }[] {
  const faults = WEEKDAYS.flatMap((day) => dayFaults(settings.week[day] ?? [], `${path}.week.${day}`));
  settings.holidays.forEach((holiday, index) => {
    if (!isCalendarDay(holiday))
      faults.push({ path: `${path}.holidays[${index}]`, message: 'must be a day: 2026-12-25' });
  });
  const isOpen = WEEKDAYS.some((day) => (settings.week[day] ?? []).length > 0);
  if (!isOpen) faults.push({ path: `${path}.week`, message: 'must have hours on one day at least' });
  return faults;
}

/** Compiles settings that have no faults. */
export function compileBusinessCalendar(settings: BusinessCalendarSettings, timeZone: string): BusinessCalendar {
  const holidays = new Set(settings.holidays);
  const known = new Map<number, readonly Opening[]>();
  const openings = (date: DateTime): Opening[] => {
    if (holidays.has(date.toFormat('yyyy-MM-dd'))) return [];
    const hours = settings.week[WEEKDAYS[date.weekday - 1] ?? 'mon'] ?? [];
    return hours.map(([from, to]) => [instantAt(date, from), instantAt(date, to)] as const);
  };
  return {
    aroundTheClock: new Set(settings.around_the_clock),
    openingsOn(day) {
      const found = known.get(day);
      if (found) return found;
      if (known.size >= DAYS_KEPT) known.clear();
      // The same date on the clocks of the time zone.
      const date = DateTime.fromMillis(day * MS_PER_DAY, { zone: 'utc' }).setZone(timeZone, { keepLocalTime: true });
      const opened = openings(date.startOf('day'));
      known.set(day, opened);
      return opened;
    },
  };
}

/**
 * The instant at which so many minutes of business time have gone by since the start; a start outside of business time counts
 * from the next opening. Clocks that are put forward or back count as the time that really passes.
 * @returns null when that is more than ten years ahead
 */
export function addBusinessMinutes(start: Date, minutes: number, calendar: BusinessCalendar): Date | null {
  let left = minutes * MS_PER_MINUTE;
  // It may still be yesterday there.
  const today = Math.floor(start.getTime() / MS_PER_DAY) - 1;
  for (let day = today; day < today + MOST_DAYS; day += 1) {
    for (const [from, to] of calendar.openingsOn(day)) {
      const opens = Math.max(from, start.getTime());
      const open = to - opens;
      if (open <= 0) continue;
      if (left <= open) return new Date(opens + left);
      left -= open;
    }
  }
  return null;
}

/** The instant at which the day's clocks show this time. */
function instantAt(date: DateTime, time: string): number {
  const minute = minuteOf(time);
  if (minute === MINUTES_A_DAY) return date.plus({ days: 1 }).startOf('day').toMillis();
  return date.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis();
}

function dayFaults(hours: readonly [string, string][], path: string): { path: string; message: string }[] {
  let last = 0;
  return hours.flatMap(([from, to], index) => {
    const where = `${path}[${index}]`;
    const isWellFormed = TIME_OF_DAY.test(from) && TIME_OF_DAY.test(to);
    if (!isWellFormed) return [{ path: where, message: 'must be two times of the day: ["09:00", "17:30"]' }];
    if (minuteOf(from) >= minuteOf(to)) return [{ path: where, message: 'must end after it begins' }];
    if (minuteOf(from) < last) return [{ path: where, message: 'must begin after the hours before it end' }];
    last = minuteOf(to);
    return [];
  });
}

function minuteOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

const isCalendarDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
