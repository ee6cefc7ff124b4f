/** The clock of a time zone: converts local times to instants. */

const DAY_MS = 86_400_000;
const MOST_CACHED_DAYS = 4_096;
/** Outside texts may name zones in any mix of upper and lower case. */
const MOST_CACHED_CLOCKS = 256;

/** A calendar date and time without a zone, as milliseconds since 1970 if it were UTC. */
export type LocalTime = number;

/**
 * Returns the milliseconds of a date and time in UTC. Unlike `Date.UTC`, takes the years 0 to 99 literally; other
 * fields may overflow.
 */
export function utcMillis(year: number, month: number, day: number, ...time: [number, number, number, number]): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) + timeMillis(...time);
}

const timeMillis = (hour: number, minute: number, second: number, millisecond: number): number =>
  ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;

export class LocalClock {
  private readonly format: Intl.DateTimeFormat;
  private readonly offsetsByDay = new Map<number, { before: number; after: number }>();

  /** @throws {RangeError} for a name that is not in the IANA database */
  constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /**
   * Returns the instant in milliseconds: the first of two where clocks are set back; null where they skip the local
   * time.
   */
  instantOf(local: LocalTime): number | null {
    const { before, after } = this.offsetsAround(local);
    if (before === after) return local - before;
    const first = local - Math.max(before, after);
    const second = local - Math.min(before, after);
    return [first, second].find((instant) => instant + this.offsetAt(instant) === local) ?? null;
  }

  /** Returns when a day begins: at midnight, or, where clocks skip midnight, at the time they are set to. */
  startOfDay(midnight: LocalTime): number | null {
    const instant = this.instantOf(midnight);
    if (instant !== null) return instant;
    const { before, after } = this.offsetsAround(midnight);
    const day = midnight + Math.abs(after - before);
    return day - midnight < DAY_MS ? this.instantOf(day) : null;
  }

  /** The offsets (milliseconds east of UTC) well before and well after a day: equal unless the clocks change. */
  private offsetsAround(local: LocalTime): { before: number; after: number } {
    const day = Math.floor(local / DAY_MS);
    let offsets = this.offsetsByDay.get(day);
    if (!offsets) {
      offsets = { before: this.offsetAt((day - 1) * DAY_MS), after: this.offsetAt((day + 2) * DAY_MS) };
      if (this.offsetsByDay.size >= MOST_CACHED_DAYS) this.offsetsByDay.clear();
      this.offsetsByDay.set(day, offsets);
    }
    return offsets;
  }

  private offsetAt(instant: number): number {
    const shown = Object.fromEntries(
      this.format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
    return utcMillis(year, month, day, hour, minute, second, 0) - Math.floor(instant / 1000) * 1000;
  }
}

const clocks = new Map<string, LocalClock>();

/**
 * Returns the clock of a time zone, cached for the next call.
 * @throws {RangeError} for a name that is not in the IANA database
 */
export function localClock(timeZone: string): LocalClock {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new LocalClock(timeZone);
    if (clocks.size >= MOST_CACHED_CLOCKS) clocks.clear();
    clocks.set(timeZone, clock);
  }
  return clock;
}
