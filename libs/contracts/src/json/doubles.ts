/** Gives doubles to whoever wants plain numbers: a schema that says `number`, of which `2.0` and `1e3` are. */
import { ExactNumber, toDouble } from './exact-number.ts';
import { isJsonContainer } from './json-object.ts';

type Container = Record<string, unknown> | unknown[];

/**
 * The document with doubles instead of the exact numbers at these places; those that a double cannot hold stay. The document given
 * is not changed, and is returned itself when there is nothing to replace.
 * @param pointers JSON pointers, such as a validator's faults name; other values at such places stay too
 */
export const withDoublesAt = <T>(document: T, pointers: readonly string[]): T =>
  pointers.reduce<unknown>((changed, pointer) => replaceAt(changed, keysOf(pointer)), document) as T;

/** A number as a double where that keeps its value; any other value as it is. */
export const plainNumber = <T>(value: T): T | number =>
  value instanceof ExactNumber ? (toDouble(value) ?? value) : value;

/** The value with doubles instead of all exact numbers in it; those that a double cannot hold stay. */
export const withDoubles = <T>(value: T): T => mapExactNumbers(value, plainNumber) as T;

/** A copy of a value in which exact numbers are replaced; the value itself when there are none. */
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

/** The object with doubles instead of the exact numbers right in it. */
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
