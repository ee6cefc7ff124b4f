/** Dates as a service desk writes them, `DD-MM-YYYY HH:MM` on its own clock, and their instants in a time zone. */

/** A calendar date and time without a zone, as the milliseconds it would be in UTC. */
export type WallTime = number & { readonly wallTime: unique symbol };

const FORMAT = /^(\d{2})-(\d{2})-(\d{4}) (\d{2}):(\d{2})$/;
const DAY_MS = 86_400_000;
const MOST_CACHED_DAYS = 4096;

/** Undefined for anything else than the format, and for days or times that no calendar or clock has (31-02-2016, 24:00). */
export function readWallTime(text: string): WallTime | undefined {
  const match = FORMAT.exec(text);
  if (!match) return undefined;
  const [day, month, year, hour, minute] = match.slice(1).map(Number) as [number, number, number, number, number];
  if (year < 1000 || hour > 23 || minute > 59) return undefined;
  const time = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const exists = time.getUTCMonth() === month - 1 && time.getUTCDate() === day;
  return exists ? (time.getTime() as WallTime) : undefined;
}

export class TimeZone {
  private readonly clock: Intl.DateTimeFormat;
  private readonly offsetsByDay = new Map<number, { before: number; after: number }>();

  /** @throws {RangeError} for a name the IANA database does not have */
  constructor(name: string) {
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
  toInstant(wall: WallTime): Date {
    const { before, after } = this.offsetsAround(wall);
    if (before === after) return new Date(wall - before);
    const first = wall - Math.max(before, after);
    const second = wall - Math.min(before, after);
    const shown = [first, second].find((instant) => instant + this.offsetAt(instant) === wall);
    return new Date(shown ?? wall - before);
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
