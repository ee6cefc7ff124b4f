/** Dates of an export as instants, with a word on those that a clock change makes doubtful. */
import { orderToldBy, readDateText, wallTimeOf, type DateOrder, type DateText } from './date-text.ts';
import type { Showing, TimeZone, WallTime } from './local-time.ts';

export type DateReading = { instant: number; note?: string } | { fault: string };

const EXPECTED: Readonly<Record<DateOrder, string>> = { DMY: 'DD-MM-YYYY HH:MM', MDY: 'MM-DD-YYYY HH:MM' };

export class DateReader {
  private readonly order: DateOrder | undefined;
  private readonly zone: TimeZone;
  private readonly isTimeNeeded: boolean;

  /**
   * @param order undefined: each date by itself, and none that may be two days
   * @param isTimeNeeded refuse a day without a time; else it counts from its beginning
   */
  constructor(order: DateOrder | undefined, zone: TimeZone, isTimeNeeded = true) {
    this.order = order;
    this.zone = zone;
    this.isTimeNeeded = isTimeNeeded;
  }

  read(text: string): DateReading {
    const date = readDateText(text);
    const order = this.order ?? (date && orderOf(date)) ?? 'DMY';
    if (order === 'unclear') return { fault: 'may be two days: give --date-format' };
    const isComplete = date?.timeMs !== undefined || !this.isTimeNeeded;
    const wall = date && isComplete ? wallTimeOf(date, order) : undefined;
    if (wall === undefined) return { fault: `is not a date (${EXPECTED[order]})` };
    return date?.offsetMs === undefined ? this.inZone(wall) : { instant: wall - date.offsetMs };
  }

  private inZone(wall: WallTime): DateReading {
    const { instant, shown } = this.zone.toInstant(wall);
    const note = noteOf(shown, instant, this.zone.name);
    return note === undefined ? { instant } : { instant, note };
  }
}

function orderOf(date: DateText): DateOrder | 'unclear' {
  const told = orderToldBy(date) ?? 'DMY';
  if (told !== 'either') return told;
  return date.separator === '/' ? 'unclear' : 'DMY';
}

function noteOf(shown: Showing, instant: number, zone: string): string | undefined {
  if (shown === 'once') return undefined;
  const taken = new Date(instant).toISOString();
  switch (shown) {
    case 'twice':
      return `the clocks of ${zone} show it twice: the first is taken, ${taken}`;
    case 'never':
      return `the clocks of ${zone} skip it: it counts as later by as much as they skip, ${taken}`;
  }
}
