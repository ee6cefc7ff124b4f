/** Amounts: JSON numbers that keep their digits, within the storage limits. */
import Type from 'typebox';
import { ExactNumber, type JsonNumber } from './json/exact-number.ts';

/** Maximum digits on either side of the decimal point. */
export const MAX_AMOUNT_DIGITS = 64;

/** The same limits for doubles, which have 17 significant digits at most. */
const LARGEST_DOUBLE = 10 ** MAX_AMOUNT_DIGITS;
const SMALLEST_DOUBLE = 10 ** -(MAX_AMOUNT_DIGITS - 17);

const NUMBER = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Whether a value is a number with no more than {@link MAX_AMOUNT_DIGITS} digits before and after its decimal point. */
export function isAmount(value: unknown): value is JsonNumber {
  if (value instanceof ExactNumber) return fits(value.text);
  if (typeof value !== 'number') return false;
  const size = Math.abs(value);
  return size < LARGEST_DOUBLE && (size === 0 || size >= SMALLEST_DOUBLE);
}

function fits(text: string): boolean {
  const [, whole = '', fraction = '', power = '0'] = NUMBER.exec(text) ?? [];
  const shift = Number(power);
  return whole !== '' && whole.length + shift <= MAX_AMOUNT_DIGITS && fraction.length - shift <= MAX_AMOUNT_DIGITS;
}

/** An amount in an event: a plain number or an exact one. Published as a JSON Schema `number`, since that is what both are on the wire. */
export const Amount = Object.defineProperty(
  Type.Refine(
    Type.Unsafe<JsonNumber>({}),
    isAmount,
    () => `must be a number of at most ${MAX_AMOUNT_DIGITS} digits before and after the decimal point`,
  ),
  'toJSON',
  { value: () => ({ type: 'number' }) },
);
