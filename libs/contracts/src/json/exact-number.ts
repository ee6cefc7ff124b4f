/**
 * Numbers that a double cannot reproduce as written: `9007199254740993`, `1.10`, `1e400`.
 *
 * `parseJson` creates an exact number only for these; all others stay plain numbers. `JSON.stringify` writes it back digit by digit.
 */

/** Native since Node 21, but not yet in TypeScript's library. */
const { rawJSON, isRawJSON } = JSON as unknown as {
  rawJSON: (text: string) => unknown;
  isRawJSON: (value: unknown) => boolean;
};

/** Whether a value is an exact number as a `JSON.stringify` replacer sees it: it must not be traversed. */
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
   * Refuses arithmetic and ordering, which would round silently.
   * @throws TypeError on conversion to a number
   */
  [Symbol.toPrimitive](hint: 'number' | 'string' | 'default'): string {
    if (hint === 'number') throw new TypeError(`${this.text} cannot be used as a plain number; use toDouble()`);
    return this.text;
  }
}

/** Any JSON number: a double if that reproduces it as written, else an exact number. */
export type JsonNumber = number | ExactNumber;

/** Whether a parsed JSON value is a number, of either kind. */
export const isJsonNumber = (value: unknown): value is JsonNumber =>
  typeof value === 'number' || value instanceof ExactNumber;

/** Returns the number as written. */
export const numberText = (value: JsonNumber): string => (typeof value === 'number' ? String(value) : value.text);

/**
 * Returns a number from its text: a plain one if that is written the same way, else an exact one. Minus zero is zero, as in PostgreSQL.
 * @param text a JSON number (RFC 8259), such as the value of a `numeric` column
 */
export function jsonNumber(text: string): JsonNumber {
  const value = Number(text);
  return String(value) === text || text === '-0' ? value : new ExactNumber(text);
}

/** Returns the number as a double; null when digits of its value would be lost (`1.10` gives 1.1, `9007199254740993` gives null). */
export function toDouble(value: JsonNumber): number | null {
  if (typeof value === 'number') return value;
  const double = Number(value.text);
  return Number.isFinite(double) && canonicalDecimal(String(double)) === canonicalDecimal(value.text) ? double : null;
}

/** Whether two numbers have the same value, however they are written. */
export const sameNumber = (one: JsonNumber, other: JsonNumber): boolean =>
  canonicalDecimal(numberText(one)) === canonicalDecimal(numberText(other));

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Returns the canonical form of a value: its significant digits without leading or trailing zeros, then the power of ten. */
function canonicalDecimal(text: string): string {
  const found = NUMBER.exec(text);
  if (!found) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
