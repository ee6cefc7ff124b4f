/**
 * Decides whether `03/04/2026` is in March or in April, from all dates of the file. With `-` or `.` the day comes first unless a date
 * proves otherwise; with `/` the order is unknown unless a date proves it.
 */
import { CommandError } from '../run-program.ts';
import { orderToldBy, readDateText, type DateOrder } from './date-text.ts';

export interface FoundOrder {
  order: DateOrder;
  /** Explains the evidence when the order does not follow from the rule. */
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

  /** Records the evidence of a date. @param isNeeded whether the date will be read, so that its order has to be known */
  see(text: string, position: string, isNeeded: boolean): void {
    const date = readDateText(text);
    const told = date && orderToldBy(date);
    if (!date || told === undefined) return;
    if (date.separator === '/') this.hasSlashes ||= isNeeded || told !== 'either';
    if (told !== 'either') this.proofs[told] ??= { position, text };
    else if (isNeeded && date.separator === '/') this.undecided ??= { position, text };
  }

  /** Whether the verdict is final, whatever dates follow. */
  get isClear(): boolean {
    return this.proofs.DMY !== undefined && !this.hasSlashes;
  }

  /** @throws {CommandError} when a needed date is ambiguous */
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
      `${quoted(this.undecided)} is ambiguous, and no date in the file settles it: give --date-format ${choices()}`,
    );
  }
}

const choices = (): string => `${WRITTEN.DMY} or ${WRITTEN.MDY}`;
const quoted = ({ position, text }: Sighting): string => `${position}: ${JSON.stringify(text)}`;
const noteOf = (order: DateOrder, { position, text }: Sighting): string =>
  `dates are read as ${WRITTEN[order]}, because of ${JSON.stringify(text)} in ${position} (--date-format overrides this)`;

/** Reads the order of day and month in a format (`DD/MM/YYYY`, `MM-dd-yyyy HH:mm`, `dmy`); undefined when it has none. */
export function orderOfFormat(format: string): DateOrder | undefined {
  const [date = ''] = format.trim().split(/[\sT]/);
  const letters = date
    .toUpperCase()
    .replace(/[^DMY]/g, '')
    .replace(/(.)\1+/g, '$1');
  if (letters === 'DMY' || letters === 'MDY') return letters;
  return letters === 'YMD' ? 'DMY' : undefined;
}
