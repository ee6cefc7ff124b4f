/** Nesting depth of a JSON value: the first check of an outside document, before anything recurses into it. */
import { isJsonContainer } from '@sentinai/contracts';

/**
 * Returns the levels of objects and arrays in a value: 0 for a scalar, 1 for `{}`. Stops as soon as `max` is exceeded
 * and then returns `max + 1`. Does not recurse, so no document can exhaust the stack.
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
