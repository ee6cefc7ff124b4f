/**
 * JSON numbers as conditions compare them: a double where it is exact, else a 64-bit integer. A number that fits
 * neither stays exact; the rule language rejects it, and the condition is undecided rather than rounded.
 */
import { ExactNumber, mapExactNumbers, toDouble } from '@sentinai/contracts';

export type ConditionNumber = number | bigint | ExactNumber;

/** A calculation that a double cannot do without losing digits. */
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
 * Converts a number of either kind to a double.
 * @throws {InexactNumberError} when a double cannot hold it exactly
 */
export function exactDouble(value: number | bigint): number {
  const double = Number(value);
  if (typeof value === 'bigint' && BigInt(double) !== value)
    throw new InexactNumberError(`${value} has too many digits`);
  return double;
}

/** Whether a JSON value is, or contains at any depth, a number kept as text. */
export function holdsExactNumber(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof ExactNumber) return true;
  if (Array.isArray(value)) return value.some(holdsExactNumber);
  for (const key in value) {
    if (holdsExactNumber((value as Record<string, unknown>)[key])) return true;
  }
  return false;
}

/** Returns the JSON value with its exact numbers converted for comparison in conditions. */
export const withConditionNumbers = (value: unknown): unknown => mapExactNumbers(value, toConditionNumber);
