/** Differences between two JSON documents, as JSON pointers, for drift checks. */
import { isJsonContainer } from '../json/json-object.ts';
import { sameJson } from '../json/same-json.ts';

/**
 * Returns pointers to the smallest differing parts; empty when the documents are equal. The order of keys does not
 * matter.
 */
export function jsonDifferences(left: unknown, right: unknown, path = ''): string[] {
  if (!isContainer(left) || !isContainer(right) || Array.isArray(left) !== Array.isArray(right)) {
    return sameJson(left, right) ? [] : [path || '/'];
  }
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return keys.flatMap((key) => jsonDifferences(left[key], right[key], `${path}/${escaped(key)}`));
}

const isContainer = (value: unknown): value is Record<string, unknown> => isJsonContainer(value);

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
