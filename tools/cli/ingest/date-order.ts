/**
 * Whether `03/04/2026` is in March or in April: the dates of the file as a whole tell. With `-` or `.` the day comes first unless they
 * say otherwise; with `/` nobody knows unless they say.
 */
import { CommandError } from '../run-program.ts';
import { orderToldBy, readDateText, type DateOrder } from './date-text.ts';

export interface FoundOrder {
  order: DateOrder;
  /** Set when the file told something else than the rule. */
  note?: string;
}

interface Sighting {
  position: string;
  text: string;
}

const WRITTEN: Readonly<Record<DateOrder, string>> = { DMY: 'DD/MM/YYYY', MDY: 'MM/DD/YYYY' };

export class OrderEvidence {
  private readonly proofs: Partial<Record<DateOrder, Sighting>> = {};
  private undecided: Sighting | undefined;
  private hasSlashes = false;

  /** Looks at a date. @param isNeeded whether the date will be read, so that its order has to be known */
  see(text: string, position: string, isNeeded: boolean): void {
    const date = readDateText(text);
    const told = date && orderToldBy(date);
    if (!date || told === undefined) return;
    if (date.separator === '/') this.hasSlashes ||= isNeeded || told !== 'either';
    if (told !== 'either') this.proofs[told] ??= { position, text };
    else if (isNeeded && date.separator === '/') this.undecided ??= { position, text };
  }

  /** Whether nothing that may follow changes the verdict. */
  get isClear(): boolean {
    return this.proofs.DMY !== undefined && !this.hasSlashes;
  }

  /** @throws {CommandError} when dates are needed that may mean two days */
  verdict(): FoundOrder {
    const { DMY, MDY } = this.proofs;
    if (DMY && MDY && this.hasSlashes) {
      throw new CommandError(
        `some dates have the day first (${quoted(DMY)}), others the month (${quoted(MDY)}): give --date-format ${choices()}`,
      );
    }
    if (MDY && !DMY) return { order: 'MDY', note: noteOf('MDY', MDY) };
    if (DMY) return this.hasSlashes ? { order: 'DMY', note: noteOf('DMY', DMY) } : { order: 'DMY' };
    if (!this.undecided) return { order: 'DMY' };
    throw new CommandError(
      `${quoted(this.undecided)} may be two days, and no date of the file tells which: give --date-format ${choices()}`,
    );
  }
}

const choices = (): string => `${WRITTEN.DMY} or ${WRITTEN.MDY}`;
const quoted = ({ position, text }: Sighting): string => `${position}: ${JSON.stringify(text)}`;
const noteOf = (order: DateOrder, { position, text }: Sighting): string =>
  `dates are read as ${WRITTEN[order]}, as ${JSON.stringify(text)} in ${position} is written (--date-format overrules)`;

/** `DD/MM/YYYY`, `MM-dd-yyyy HH:mm`, `dmy`: the order of day and month in a format; undefined when it names none. */
export function orderOfFormat(format: string): DateOrder | undefined {
  const [date = ''] = format.trim().split(/[\sT]/);
  const letters = date
    .toUpperCase()
    .replace(/[^DMY]/g, '')
    .replace(/(.)\1+/g, '$1');
  if (letters === 'DMY' || letters === 'MDY') return letters;
  return letters === 'YMD' ? 'DMY' : undefined;
}
