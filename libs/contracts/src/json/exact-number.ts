/**
 * Numbers that a double cannot hold as written: `9007199254740993`, `1.10`, `1e400`.
 *
 * `parseJson` creates one only for such a number; every other number stays plain. `JSON.stringify` writes it back
 * digit by digit.
 */

/** Native since Node 21, but not yet in TypeScript's library. */
const { rawJSON, isRawJSON } = JSON as unknown as {
  rawJSON: (text: string) => unknown;
  isRawJSON: (value: unknown) => boolean;
};

/** Whether a value is an exact number as seen by a replacer of `JSON.stringify`: not to be taken apart. */
export const isNumberInWriting = (value: unknown): boolean => isRawJSON(value);

/** A JSON number, kept as its original text. */
export class ExactNumber {
  /** @param text a JSON number (RFC 8259) */
  constructor(readonly text: string) {}

  toJSON(): unknown {
    return rawJSON(this.text);
  }

  toString(): string {
    return this.text;
  }

  /**
   * Arithmetic and ordering would round silently, so they are refused.
   * @throws TypeError when a number is required
   */
  [Symbol.toPrimitive](hint: 'number' | 'string' | 'default'): string {
    if (hint === 'number') throw new TypeError(`${this.text} cannot be used as a number; use toDouble()`);
    return this.text;
  }
}

/** Any JSON number: a double where that keeps it as written, else its text. */
export type JsonNumber = number | ExactNumber;

/** Whether a parsed JSON value is a number, of either kind. */
export const isJsonNumber = (value: unknown): value is JsonNumber =>
  typeof value === 'number' || value instanceof ExactNumber;

/** Returns the number as written. */
export const numberText = (value: JsonNumber): string => (typeof value === 'number' ? String(value) : value.text);

/**
 * Returns a number from its text: a plain one when that has the same spelling, else an exact one. Minus zero is zero,
 * as in PostgreSQL.
 * @param text a JSON number (RFC 8259), such as the value of a `numeric` column
 */
export function jsonNumber(text: string): JsonNumber {
  const value = Number(text);
  return String(value) === text || text === '-0' ? value : new ExactNumber(text);
}

/**
 * Returns the number as a double; null when digits of its value would be lost (`1.10` is 1.1, `9007199254740993` is
 * null).
 */
export function toDouble(value: JsonNumber): number | null {
  if (typeof value === 'number') return value;
  const double = Number(value.text);
  return Number.isFinite(double) && canonicalDecimal(String(double)) === canonicalDecimal(value.text) ? double : null;
}

/** Whether two numbers have the same value, however they are written. */
export const sameNumber = (one: JsonNumber, other: JsonNumber): boolean =>
  canonicalDecimal(numberText(one)) === canonicalDecimal(numberText(other));

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * Returns one spelling for each value: significant digits without zeros at either end, followed by the power of ten.
 */
function canonicalDecimal(text: string): string {
  const found = NUMBER.exec(text);
  if (!found) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
