/** Converts wall times in a time zone to instants. */

/** A calendar date and time without a zone, as the milliseconds since the epoch that it would be in UTC. */
export type WallTime = number & { readonly wallTime: unique symbol };

const DAY_MS = 86_400_000;
const MOST_CACHED_DAYS = 4096;

/** How often a wall time occurs in a zone: twice when clocks are set back over it, never when they skip it. */
export type Showing = 'once' | 'twice' | 'never';

export class TimeZone {
  private readonly clock: Intl.DateTimeFormat;
  private readonly offsetsByDay = new Map<number, { before: number; after: number }>();

  readonly name: string;

  /** @throws {RangeError} for a name the IANA database does not have */
  constructor(name: string) {
    this.name = name;
    this.clock = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
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
   * Returns the instant of `wall` in this zone. A wall time that occurs twice means its first occurrence; a skipped one is
   * moved later by the skipped amount (Temporal's `compatible`).
   */
  toInstant(wall: WallTime): { instant: number; shown: Showing } {
    const { before, after } = this.offsetsAround(wall);
    if (before === after) return { instant: wall - before, shown: 'once' };
    const candidates = [wall - Math.max(before, after), wall - Math.min(before, after)];
    const [first, second] = candidates.filter((instant) => instant + this.offsetAt(instant) === wall);
    if (first === undefined) return { instant: wall - before, shown: 'never' };
    return { instant: first, shown: second === undefined ? 'once' : 'twice' };
  }

  /** Returns the offsets (milliseconds east of UTC) well before and well after a day; they differ only at clock changes. */
  private offsetsAround(wall: WallTime): { before: number; after: number } {
    const day = Math.floor(wall / DAY_MS);
    let offsets = this.offsetsByDay.get(day);
    if (!offsets) {
      offsets = { before: this.offsetAt((day - 1) * DAY_MS), after: this.offsetAt((day + 2) * DAY_MS) };
      if (this.offsetsByDay.size >= MOST_CACHED_DAYS) this.offsetsByDay.clear();
      this.offsetsByDay.set(day, offsets);
    }
    return offsets;
  }

  private offsetAt(instant: number): number {
    const shown = Object.fromEntries(this.clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
  }
}
