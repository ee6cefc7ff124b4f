/** A tenant's business calendar, compiled: on the clocks of its time zone. An SLA that counts business time stands still between. */
import type { Severity } from '@sentinai/contracts';
import { DateTime } from 'luxon';
import { type BusinessCalendar, WEEKDAYS } from '../tenants/business-calendar.ts';

/** Working time, compiled. */
export interface WorkingTime {
  /**
   * When the tenant works on a day of the calendar, as instants from and to, in order.
   * @param day days since 1970-01-01
   */
  openingsOn(day: number): readonly Opening[];
  aroundTheClock: ReadonlySet<Severity>;
}

type Opening = readonly [from: number, to: number];

const MINUTES_A_DAY = 1_440;
const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = MINUTES_A_DAY * MS_PER_MINUTE;
/** How far ahead a deadline is looked for. */
const MOST_DAYS = 3_660;
/** Days whose opening hours are kept in memory. */
const DAYS_KEPT = 8_000;

/** Compiles a calendar that has no faults. */
export function compileWorkingTime(calendar: BusinessCalendar, timeZone: string): WorkingTime {
  const holidays = new Set(calendar.holidays);
  const known = new Map<number, readonly Opening[]>();
  const openings = (date: DateTime): Opening[] => {
    if (holidays.has(date.toFormat('yyyy-MM-dd'))) return [];
    const hours = calendar.week[WEEKDAYS[date.weekday - 1] ?? 'mon'] ?? [];
    return hours.map(([from, to]) => [instantAt(date, from), instantAt(date, to)] as const);
  };
  return {
    aroundTheClock: new Set(calendar.around_the_clock),
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
 * The instant at which so many minutes of working time have gone by since the start; a start outside of it counts
 * from the next opening. Clocks that are put forward or back count as the time that really passes.
 * @returns null when that is more than ten years ahead
 */
export function addWorkingMinutes(start: Date, minutes: number, working: WorkingTime): Date | null {
  let left = minutes * MS_PER_MINUTE;
  // It may still be yesterday there.
  const today = Math.floor(start.getTime() / MS_PER_DAY) - 1;
  for (let day = today; day < today + MOST_DAYS; day += 1) {
    for (const [from, to] of working.openingsOn(day)) {
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

function minuteOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
