/** Compares JSON values by meaning: numbers by value, objects regardless of key order. */
import { isJsonNumber, sameNumber } from './exact-number.ts';
import { isJsonContainer } from './json-object.ts';

/**
 * Whether two JSON values are the same. A key with an undefined value counts as absent, since JSON cannot express it.
 */
export function sameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (isJsonNumber(one)) return isJsonNumber(other) && sameNumber(one, other);
  if (!isJsonContainer(one) || !isJsonContainer(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = keysOf(one);
  return keys.length === keysOf(other).length && keys.every((key) => sameEntry(one, other, key));
}

type Container = Record<string, unknown> | unknown[];

const keysOf = (container: Container): string[] =>
  Object.keys(container).filter((key) => (container as Record<string, unknown>)[key] !== undefined);

const sameEntry = (one: Container, other: Container, key: string): boolean =>
  Object.hasOwn(other, key) && sameJson((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]);
