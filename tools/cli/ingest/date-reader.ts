/** Reads the dates of an export as instants, with a note on those that a clock change makes ambiguous. */
import { orderToldBy, readDateText, wallTimeOf, type DateOrder, type DateText } from './date-text.ts';
import type { Showing, TimeZone, WallTime } from './local-time.ts';

export type DateReading = { instant: number; note?: string } | { fault: string };

const EXPECTED: Readonly<Record<DateOrder, string>> = { DMY: 'DD-MM-YYYY HH:MM', MDY: 'MM-DD-YYYY HH:MM' };

export class DateReader {
  private readonly order: DateOrder | undefined;
  private readonly zone: TimeZone;
  private readonly isTimeNeeded: boolean;

  /**
   * @param order undefined: each date is read by itself, and an ambiguous one is refused
   * @param isTimeNeeded refuse a date without a time; else it means the start of the day
   */
  constructor(order: DateOrder | undefined, zone: TimeZone, isTimeNeeded = true) {
    this.order = order;
    this.zone = zone;
    this.isTimeNeeded = isTimeNeeded;
  }

  read(text: string): DateReading {
    const date = readDateText(text);
    const order = this.order ?? (date && orderOf(date)) ?? 'DMY';
    if (order === 'unclear') return { fault: 'is ambiguous (day or month first): give --date-format' };
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
      return `the clocks of ${zone} skip it: it is moved later by the skipped amount, ${taken}`;
  }
}
