/**
 * Returns a hash that is equal for equal content, whatever the order of keys. Numbers count as written: `1.0` is not
 * `1`.
 */
import { createHash } from 'node:crypto';
import { isNumberInWriting } from '@sentinai/contracts';

export function contentHash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, sortedKeys)).digest('hex');
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isNumberInWriting(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
