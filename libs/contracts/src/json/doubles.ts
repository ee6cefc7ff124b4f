/**
 * Converts exact numbers to doubles where plain numbers are needed, as by a schema with `number`, which `2.0` and
 * `1e3` satisfy.
 */
import { ExactNumber, toDouble } from './exact-number.ts';
import { isJsonContainer } from './json-object.ts';

type Container = Record<string, unknown> | unknown[];

/**
 * Returns the document with the exact numbers at these places as doubles; those that a double cannot hold stay. The
 * given document is not changed, and is itself returned when there is nothing to replace.
 * @param pointers JSON pointers, such as those in a validator's faults; other values at these places stay too
 */
export const withDoublesAt = <T>(document: T, pointers: readonly string[]): T =>
  pointers.reduce<unknown>((changed, pointer) => replaceAt(changed, keysOf(pointer)), document) as T;

/** Returns a number as a double where that keeps its value; any other value unchanged. */
export const plainNumber = <T>(value: T): T | number =>
  value instanceof ExactNumber ? (toDouble(value) ?? value) : value;

/** Returns the value with all its exact numbers as doubles; those that a double cannot hold stay. */
export const withDoubles = <T>(value: T): T => mapExactNumbers(value, plainNumber) as T;

/** Returns a copy of a value with its exact numbers replaced; the value itself when there are none. */
export function mapExactNumbers(value: unknown, replace: (number: ExactNumber) => unknown): unknown {
  if (value instanceof ExactNumber) return replace(value);
  if (!isJsonContainer(value)) return value;
  let changed: Container = value;
  for (const [key, before] of Object.entries(value)) {
    const after = mapExactNumbers(before, replace);
    if (after !== before) changed = withEntry(changed, key, after);
  }
  return changed;
}

/** Returns the object with its own, not nested, exact numbers as doubles. */
export function withOwnDoubles<T extends object>(value: T): T {
  const exact = Object.keys(value).filter((key) => (value as Record<string, unknown>)[key] instanceof ExactNumber);
  return exact.reduce<unknown>((changed, key) => replaceAt(changed, [key]), value) as T;
}

const keysOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

function replaceAt(value: unknown, [key, ...deeper]: readonly string[]): unknown {
  if (key === undefined) return plainNumber(value);
  if (!isJsonContainer(value) || !Object.hasOwn(value, key)) return value;
  const before = (value as Record<string, unknown>)[key];
  const after = replaceAt(before, deeper);
  return after === before ? value : withEntry(value, key, after);
}

const withEntry = (container: Container, key: string, entry: unknown): Container =>
  Array.isArray(container) ? container.with(Number(key), entry) : { ...container, [key]: entry };
