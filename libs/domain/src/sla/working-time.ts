/**
 * A tenant's business calendar, compiled. Its hours are local hours in the tenant's time zone: an hour that the
 * clocks skip is not worked, and of a repeated hour only the first pass is. An SLA that counts business time is
 * paused outside these hours.
 */
import type { Severity } from '@sentinai/contracts';
import { IANAZone } from 'luxon';
import { type BusinessCalendar, type BusinessHours, WEEKDAYS } from '../tenants/business-calendar.ts';

/** Working time, compiled. */
export interface WorkingTime {
  /**
   * Returns the opening hours on a local day, as start and end instants in order.
   * @param day days since 1970-01-01
   */
  openingsOn(day: number): readonly Opening[];
  aroundTheClock: ReadonlySet<Severity>;
}

type Opening = readonly [from: number, to: number];

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 1_440 * MS_PER_MINUTE;
/** How many days ahead a deadline is searched for. */
const MOST_DAYS = 3_660;
/** Number of days whose opening hours are cached. */
const DAYS_KEPT = 8_000;

/** Compiles a valid calendar. */
export function compileWorkingTime(calendar: BusinessCalendar, timeZone: string): WorkingTime {
  const zone = IANAZone.create(timeZone);
  const holidays = new Set(calendar.holidays);
  const known = new Map<number, readonly Opening[]>();
  const openings = (day: number): Opening[] => {
    const hours = holidays.has(dateOf(day)) ? [] : (calendar.week[weekdayOf(day)] ?? []);
    const passes = hours.length === 0 ? [] : clockPasses(zone, day);
    return hours.flatMap((span) => openingsOf(span, day, passes));
  };
  return {
    aroundTheClock: new Set(calendar.around_the_clock),
    openingsOn(day) {
      const found = known.get(day);
      if (found) return found;
      if (known.size >= DAYS_KEPT) known.clear();
      const opened = openings(day);
      known.set(day, opened);
      return opened;
    },
  };
}

/**
 * Returns the instant at which the given working time has passed since the start; a start outside working time counts
 * from the next opening.
 * @returns null when that is more than ten years ahead
 */
export function addWorkingMs(start: Date, ms: number, working: WorkingTime): Date | null {
  let left = ms;
  const first = firstDay(start);
  for (let day = first; day < first + MOST_DAYS; day += 1) {
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

/**
 * Returns the working time between two instants, in milliseconds; 0 when the second is not after the first.
 * @returns null when they are more than ten years apart
 */
export function workingMsBetween(start: Date, end: Date, working: WorkingTime): number | null {
  const [first, last] = [firstDay(start), lastDay(end)];
  if (last - first > MOST_DAYS + 1) return null;
  let sum = 0;
  for (let day = first; day <= last; day += 1) {
    for (const [from, to] of working.openingsOn(day)) {
      sum += Math.max(0, Math.min(to, end.getTime()) - Math.max(from, start.getTime()));
    }
  }
  return sum;
}

/** The earliest local day that an instant may fall on: locally it may still be yesterday. */
const firstDay = (instant: Date): number => Math.floor(instant.getTime() / MS_PER_DAY) - 1;

/** The latest local day that an instant may fall on: locally it may already be tomorrow. */
const lastDay = (instant: Date): number => Math.floor(instant.getTime() / MS_PER_DAY) + 1;

const dateOf = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);

/** Day 0 was a Thursday. */
const weekdayOf = (day: number) => WEEKDAYS[(((day + 3) % 7) + 7) % 7] ?? 'mon';

/** A period in which the clocks run evenly and show every local time for the first time. */
interface ClockPass {
  /** Instants, in ms. */
  from: number;
  to: number;
  /** Local time less UTC, in ms. */
  offset: number;
}

/** Returns the passes that a local day may overlap. Time in which the clocks repeat themselves belongs to none. */
function clockPasses(zone: IANAZone, day: number): ClockPass[] {
  const from = (day - 1) * MS_PER_DAY;
  const to = (day + 2) * MS_PER_DAY;
  const [before, after] = [offsetAt(zone, from), offsetAt(zone, to)];
  if (before === after) return [{ from, to, offset: before }];
  const change = changeOfOffset(zone, from, to);
  const repeated = Math.max(0, before - after);
  return [
    { from, to: change, offset: before },
    { from: change + repeated, to, offset: after },
  ];
}

/** Returns the instant of the clock change, if there is one between the two. */
function changeOfOffset(zone: IANAZone, from: number, to: number): number {
  const before = offsetAt(zone, from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

const offsetAt = (zone: IANAZone, instant: number): number => zone.offset(instant) * MS_PER_MINUTE;

/** Returns the instants at which the clocks show a span of hours on a day. */
function openingsOf([opens, closes]: BusinessHours, day: number, passes: readonly ClockPass[]): Opening[] {
  const local = [opens, closes].map((time) => day * MS_PER_DAY + minuteOf(time) * MS_PER_MINUTE);
  const [from = 0, to = 0] = local;
  return passes
    .map((pass): Opening => [Math.max(pass.from, from - pass.offset), Math.min(pass.to, to - pass.offset)])
    .filter(([begin, end]) => begin < end);
}

function minuteOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
