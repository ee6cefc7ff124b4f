/** How deep a JSON value is nested: the first thing asked of a document from outside, before anything recurses into it. */
import { isJsonContainer } from '@sentinai/contracts';

/**
 * Levels of objects and arrays in a value: 0 for a scalar, 1 for `{}`. Looks no deeper than needed to know that `max` is
 * exceeded, and then returns `max + 1`. Does not recurse, so no document can exhaust the stack.
 */
export function jsonDepth(value: unknown, max: number): number {
  let level = containersIn([value]);
  let depth = 0;
  while (level.length > 0) {
    depth += 1;
    if (depth > max) return depth;
    level = level.flatMap((container) => containersIn(Object.values(container)));
  }
  return depth;
}

const containersIn = (values: readonly unknown[]): object[] => values.filter(isJsonContainer);
