/**
 * JSON numbers as conditions compare them: a double where it keeps the value, else a 64-bit integer. A number that is neither stays
 * exact; the rule language refuses it, and the condition is undecided instead of rounded.
 */
import { ExactNumber, mapExactNumbers, toDouble } from '@sentinai/contracts';

export type ConditionNumber = number | bigint | ExactNumber;

/** A calculation that no double can do without losing digits. */
export class InexactNumberError extends Error {
  override readonly name = 'InexactNumberError';
}

const INTEGER = /^-?\d{1,19}$/;

export function toConditionNumber(value: ExactNumber): ConditionNumber {
  const double = toDouble(value);
  if (double !== null) return double;
  if (!INTEGER.test(value.text)) return value;
  const integer = BigInt(value.text);
  return BigInt.asIntN(64, integer) === integer ? integer : value;
}

/**
 * A number of either kind as a double.
 * @throws {InexactNumberError} when a double does not keep it
 */
export function exactDouble(value: number | bigint): number {
  const double = Number(value);
  if (typeof value === 'bigint' && BigInt(double) !== value)
    throw new InexactNumberError(`${value} has too many digits`);
  return double;
}

/** Whether a JSON value is, or holds anywhere, a number that is kept as text. */
export function holdsExactNumber(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof ExactNumber) return true;
  if (Array.isArray(value)) return value.some(holdsExactNumber);
  for (const key in value) {
    if (holdsExactNumber((value as Record<string, unknown>)[key])) return true;
  }
  return false;
}

/** The JSON value with its exact numbers as conditions compare them. */
export const withConditionNumbers = (value: unknown): unknown => mapExactNumbers(value, toConditionNumber);
