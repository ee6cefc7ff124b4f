/**
 * Reads an amount as sources write it, digit by digit: no text is ever converted to a float.
 *
 * A text is read only when it has a single meaning. `1,234` has two (1234 and 1.234), so the pack must say which mark
 * is decimal; `1,234.50`, `12,34` and `1234,567` have one.
 */
import { ExactNumber, type JsonNumber, jsonNumber } from '@sentinai/contracts';
import { type Surroundings, readSurroundings } from './amount-surroundings.ts';
import { type Reading, kindOf, read, unreadable } from './reading.ts';

export type DecimalMark = '.' | ',';

export interface AmountFormat {
  /** Decides ambiguous texts: `1,234` is 1234 when the point is decimal. */
  decimalMark?: DecimalMark;
}

/** The longest readable amount, in digits before and after the point. */
export const AMOUNT_DIGITS = { whole: 30, fraction: 18 } as const;

/** Longer texts are rejected as amounts without parsing. */
const MAX_TEXT_LENGTH = 100;

const TOO_LARGE = unreadable(`is too large: an amount has at most ${AMOUNT_DIGITS.whole} digits before the point`);
const TOO_FINE = unreadable(`is too precise: an amount has at most ${AMOUNT_DIGITS.fraction} digits after the point`);
const NOT_AN_AMOUNT = unreadable('is not written as an amount');
const NOT_GROUPED = unreadable('has digits that are not grouped correctly');

/** Unsigned digits: `whole` has no leading zero, unless it is a single zero. */
interface Digits {
  whole: string;
  fraction: string;
  /** The last character is a mark, as in SWIFT's `1234567,`. */
  endsInMark: boolean;
}

/** Reads a JSON number or a text. An empty text is unreadable: the caller decides whether it counts as absent. */
export function readAmount(value: unknown, format: AmountFormat): Reading<JsonNumber> {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? read(value) : readNumber(value, String(value));
  if (value instanceof ExactNumber) return readNumber(value, value.text);
  if (typeof value !== 'string') return unreadable(`is ${kindOf(value)}, not an amount`);
  if (value.length > MAX_TEXT_LENGTH) return unreadable('is too long for an amount');
  return readText(value.trim(), format);
}

/** Keeps a JSON number as it is written, if it is within bounds. */
function readNumber(value: JsonNumber, text: string): Reading<JsonNumber> {
  const digits = jsonDigits(text.replace('-', ''));
  return 'unreadable' in digits ? digits : read(value);
}

function readText(text: string, format: AmountFormat): Reading<JsonNumber> {
  if (text === '') return unreadable('is an empty text');
  const surroundings = readSurroundings(text);
  if ('unreadable' in surroundings) return surroundings;
  const { body } = surroundings;
  const digits = HAS_EXPONENT.test(body) ? jsonDigits(body) : groupedDigits(body, format);
  return 'unreadable' in digits ? digits : signed(digits, surroundings);
}

function signed({ whole, fraction, endsInMark }: Digits, { sign }: Surroundings): Reading<JsonNumber> {
  // "100,-" is an even hundred in some countries, not a negative amount.
  if (endsInMark && sign === 'trailing') return unreadable('ends in a dash that may be a minus or stand for no cents');
  const isZero = !/[1-9]/.test(whole + fraction);
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return read(jsonNumber(sign === 'none' || isZero ? text : `-${text}`));
}

const JSON_NUMBER = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;
const HAS_EXPONENT = /e/i;

/** Reads the digits of an unsigned number in JSON notation, where the point is always decimal. */
function jsonDigits(text: string): Digits | { unreadable: string } {
  const [, whole, fraction = '', exponent = '0'] = JSON_NUMBER.exec(text) ?? [];
  return whole === undefined ? NOT_AN_AMOUNT : shifted(whole, fraction, Number(exponent));
}

/** Moves the point by the given number of places. */
function shifted(whole: string, fraction: string, places: number): Digits | { unreadable: string } {
  const digits = whole + fraction;
  const point = whole.length + places;
  if (!/[1-9]/.test(digits)) return bounded('0', '');
  if (point > MAX_TEXT_LENGTH + AMOUNT_DIGITS.whole) return TOO_LARGE;
  if (point < -AMOUNT_DIGITS.fraction) return TOO_FINE;
  if (point <= 0) return bounded('0', '0'.repeat(-point) + digits);
  return bounded(digits.slice(0, point).padEnd(point, '0'), digits.slice(point));
}

const MARKS = /[.,'’ ]/g;

/** Reads the digits of a text whose marks each group digits or are decimal. */
function groupedDigits(text: string, format: AmountFormat): Digits | { unreadable: string } {
  if (!/^[\d.,'’ ]+$/.test(text)) return NOT_AN_AMOUNT;
  const marks = text.match(MARKS)?.map((mark) => (mark === '’' ? "'" : mark)) ?? [];
  const last = marks.at(-1) ?? '';
  const kinds = new Set(marks);
  if (kinds.size > 2) return NOT_GROUPED;
  const isDecimal = decimalRole(text, { marks, kinds, last }, format);
  if (typeof isDecimal !== 'boolean') return isDecimal;
  const at = isDecimal ? text.lastIndexOf(last) : text.length;
  const whole = text.slice(0, at);
  if (!isGroupedRight(whole)) return NOT_GROUPED;
  return bounded(whole.replace(MARKS, ''), text.slice(at + 1), at === text.length - 1);
}

/** Whether the last mark is decimal; a reason when that is ambiguous. */
function decimalRole(
  text: string,
  { marks, kinds, last }: { marks: readonly string[]; kinds: ReadonlySet<string>; last: string },
  { decimalMark }: AmountFormat,
): boolean | { unreadable: string } {
  if (last !== '.' && last !== ',') return false;
  if (marks.length > 1) return kinds.size === 2;
  // With a single mark, three digits after one to three others may be a group, unless a zero comes first.
  if (!/^(?!0[.,])\d{1,3}[.,]\d{3}$/.test(text)) return true;
  if (decimalMark !== undefined) return decimalMark === last;
  return unreadable(
    `is ambiguous: its ${last === ',' ? 'comma' : 'point'} may be decimal or group digits by thousands`,
  );
}

const UNGROUPED = /^\d*$/;
const BY_THOUSANDS = /^[1-9]\d{0,2}(?:([., ])\d{3}(?:\1\d{3})*|(?:['’]\d{3})+)$/;
/** Lakhs and crores: `12,34,567`. */
const INDIAN = /^[1-9]\d?(?:,\d\d)+,\d{3}$/;

const isGroupedRight = (whole: string): boolean =>
  UNGROUPED.test(whole) || BY_THOUSANDS.test(whole) || INDIAN.test(whole);

function bounded(whole: string, fraction: string, endsInMark = false): Digits | { unreadable: string } {
  const significant = whole.replace(/^0+(?=\d)/, '') || '0';
  if (significant.length > AMOUNT_DIGITS.whole) return TOO_LARGE;
  if (fraction.length > AMOUNT_DIGITS.fraction) return TOO_FINE;
  return { whole: significant, fraction, endsInMark };
}
