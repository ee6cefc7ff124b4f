/** Times on the clocks of a time zone, and their instants. */

/** A calendar date and time without a zone, as the milliseconds it would be in UTC. */
export type WallTime = number & { readonly wallTime: unique symbol };

const DAY_MS = 86_400_000;
const MOST_CACHED_DAYS = 4096;

/** How often a zone's clocks show a time: twice where they are set back, never where they are set forward over it. */
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
   * The instant at which this zone's clocks show `wall`. Where clocks are set back and show it twice, the first one;
   * where they are set forward over it, as much later as they were set forward (Temporal's `compatible`).
   */
  toInstant(wall: WallTime): { instant: number; shown: Showing } {
    const { before, after } = this.offsetsAround(wall);
    if (before === after) return { instant: wall - before, shown: 'once' };
    const candidates = [wall - Math.max(before, after), wall - Math.min(before, after)];
    const [first, second] = candidates.filter((instant) => instant + this.offsetAt(instant) === wall);
    if (first === undefined) return { instant: wall - before, shown: 'never' };
    return { instant: first, shown: second === undefined ? 'once' : 'twice' };
  }

  /** The offsets (milliseconds east of UTC) in force well before and well after a day: the same but for clock changes. */
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
