/** Reads JSON without losing a digit. `JSON.stringify` is the way back. */
import { jsonNumber } from './exact-number.ts';

/**
 * Finds the texts that may hold a number which a double would write otherwise: 16 digits and more, an exponent, a fraction that ends
 * in zero, many zeros behind the point, or minus zero. Now and then it takes part of a string for a number, which costs time only.
 */
const MAY_LOSE_DIGITS =
  /(?:^|[\s:,[])-?(?:[\d.]{16}|\d+(?:\.\d+)?[eE]|\d+\.\d*0(?=[\s,\]}]|$)|0\.000000|(?<=-)0(?=[\s,\]}]|$))/;

type SourceReviver = (key: string, value: unknown, context: { source?: string }) => unknown;

/** TypeScript does not know the third parameter yet, which carries the text of a primitive value. */
const parse = JSON.parse as (text: string, reviver?: SourceReviver) => unknown;

/**
 * The value of a JSON text, numbers as written: one that a double would change becomes an `ExactNumber`.
 * @throws SyntaxError when the text is not JSON
 */
export const parseJson = (text: string): unknown => (MAY_LOSE_DIGITS.test(text) ? parse(text, keepDigits) : parse(text));

const keepDigits: SourceReviver = (_key, value, { source }) =>
  typeof value === 'number' && source !== undefined ? jsonNumber(source) : value;
