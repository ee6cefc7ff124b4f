/** Arithmetic on numbers as written: nothing is rounded. */
import { type JsonNumber, numberText } from './exact-number.ts';

/** `digits` times ten to the power of `exponent`. */
interface Decimal {
  digits: bigint;
  exponent: number;
}

/** Returns a negative number when the first is smaller, zero when they are equal, a positive one when it is larger. */
export function compareNumbers(one: JsonNumber, other: JsonNumber): number {
  const [left, right] = onOneScale(decimalOf(one), decimalOf(other));
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Whether a number has no fraction: `9007199254740993`, `2.0`, `1e400`. */
export const isWholeNumber = (value: JsonNumber): boolean => isMultipleOf(value, 1);

/** Whether a number is an integer multiple of the other, which must not be zero. */
export function isMultipleOf(value: JsonNumber, divisor: JsonNumber): boolean {
  const [dividend, by] = onOneScale(decimalOf(value), decimalOf(divisor));
  return dividend % by === 0n;
}

function decimalOf(value: JsonNumber): Decimal {
  const [mantissa = '', exponent = '0'] = numberText(value).toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

function onOneScale(one: Decimal, other: Decimal): [bigint, bigint] {
  const exponent = Math.min(one.exponent, other.exponent);
  return [scaled(one, exponent), scaled(other, exponent)];
}

const scaled = ({ digits, exponent }: Decimal, to: number): bigint => digits * 10n ** BigInt(exponent - to);
