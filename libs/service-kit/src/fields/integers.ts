/** Ids, versions and sequence numbers: positive integers that PostgreSQL's `integer` holds. */

/** Largest PostgreSQL `integer`. */
export const MAX_INTEGER = 2 ** 31 - 1;

export const isPositiveInteger = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) <= MAX_INTEGER;

/** Reads an id from a path; null when no row can have it. */
export function integerIdOf(text: string): number | null {
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  return isPositiveInteger(id) ? id : null;
}
