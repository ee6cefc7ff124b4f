/** Parses JSON without losing a digit. `JSON.stringify` reverses it. */
import { ExactNumber, jsonNumber } from './exact-number.ts';
import { mayLoseDigits, mayLoseStoredDigits } from './lossy-numbers.ts';

/**
 * Maximum digits of a number, written out in full. PostgreSQL's limit is 131,072 before the point and 16,383 after
 * it.
 */
export const MAX_NUMBER_DIGITS = 1_000;

/**
 * A number with more than `MAX_NUMBER_DIGITS` digits when written out. A SyntaxError, so that every reader treats it
 * as invalid JSON.
 */
export class NumberTooLongError extends SyntaxError {
  constructor(source: string) {
    const shown = source.length > 24 ? `${source.slice(0, 24)}…` : source;
    super(`The number ${shown} has more than ${MAX_NUMBER_DIGITS} digits when written out`);
  }
}

type SourceReviver = (key: string, value: unknown, context: { source?: string }) => unknown;

/** TypeScript's types lack the third parameter, which carries the text of a primitive value. */
const parse = JSON.parse as (text: string, reviver?: SourceReviver) => unknown;

/**
 * Returns the value of a JSON text from outside, with numbers as written: one that a double would change becomes an
 * `ExactNumber`.
 * @throws SyntaxError when the text is not JSON
 * @throws NumberTooLongError when a number in it is longer than can be stored
 */
export const parseJson = (text: string): unknown => (mayLoseDigits(text) ? parse(text, keepDigits) : parse(text));

/**
 * Returns the value of a JSON text from a `jsonb` column: such a text contains no exponent, and its numbers have no
 * length limit, since they were stored.
 * @throws SyntaxError when the text is not JSON
 */
export const parseStoredJson = (text: string): unknown =>
  mayLoseStoredDigits(text) ? parse(text, keepStoredDigits) : parse(text);

const keepDigits: SourceReviver = (_key, value, { source }) => {
  if (typeof value !== 'number' || source === undefined) return value;
  const number = jsonNumber(source);
  if (number instanceof ExactNumber && digitsWrittenOut(source) > MAX_NUMBER_DIGITS) {
    throw new NumberTooLongError(source);
  }
  return number;
};

const keepStoredDigits: SourceReviver = (_key, value, { source }) =>
  typeof value === 'number' && source !== undefined ? jsonNumber(source) : value;

/** `1e400` has 401 digits, `1.5e-3` has 5. */
function digitsWrittenOut(source: string): number {
  const [mantissa = '', exponent = '0'] = source.replace('-', '').toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent);
  return Math.max(1, whole.length + shift) + Math.max(0, fraction.length - shift);
}
