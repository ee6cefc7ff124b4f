/** Gives doubles to whoever wants plain numbers: a schema that says `number`, of which `2.0` and `1e3` are. */
import { ExactNumber, toDouble } from './exact-number.ts';

type Container = Record<string, unknown> | unknown[];

/**
 * The document with doubles instead of the exact numbers at these places; those that a double cannot hold stay. The document given
 * is not changed, and is returned itself when there is nothing to replace.
 * @param pointers JSON pointers, such as a validator's faults name; other values at such places stay too
 */
export const withDoublesAt = <T>(document: T, pointers: readonly string[]): T =>
  pointers.reduce<unknown>((changed, pointer) => replaceAt(changed, keysOf(pointer)), document) as T;

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
  if (value instanceof ExactNumber) return key === undefined ? (toDouble(value) ?? value) : value;
  if (key === undefined || typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return value;
  const before = (value as Record<string, unknown>)[key];
  const after = replaceAt(before, deeper);
  return after === before ? value : withEntry(value as Container, key, after);
}

const withEntry = (container: Container, key: string, entry: unknown): Container =>
  Array.isArray(container) ? container.with(Number(key), entry) : { ...container, [key]: entry };
