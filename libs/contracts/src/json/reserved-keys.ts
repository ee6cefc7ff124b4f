/**
 * Keys that tamper with a prototype when an object is copied key by key: `__proto__`, and `constructor` with a
 * `prototype` in it. No JSON from outside may contain one.
 */

/** The key as JSON may spell it: each character literally or as an escape. */
const inJson = (key: string): string =>
  Array.from(key, (character) => {
    const hex = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `(?:${character}|\\\\u${hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`)})`;
  }).join('');

const MAY_HOLD_ONE = new RegExp(`"(?:${inJson('__proto__')}|${inJson('constructor')})"\\s*:`);

interface Place {
  value: unknown;
  path: readonly string[];
}

/**
 * Returns the path of the first reserved key of a JSON value, such as `raw_payload.__proto__`; undefined when it has
 * none.
 * @param text the JSON that the value was parsed from: the value is searched only when the text may contain such a
 *   key
 */
export function reservedKeyIn(value: unknown, text: string): string | undefined {
  return MAY_HOLD_ONE.test(text) ? firstReservedKey(value) : undefined;
}

function firstReservedKey(root: unknown): string | undefined {
  const places: Place[] = [{ value: root, path: [] }];
  for (let place = places.pop(); place; place = places.pop()) {
    const { value, path } = place;
    if (typeof value !== 'object' || value === null) continue;
    const reserved = reservedKeyOf(value);
    if (reserved !== undefined) return [...path, reserved].join('.');
    for (const [key, child] of Object.entries(value)) places.push({ value: child, path: [...path, key] });
  }
  return undefined;
}

function reservedKeyOf(value: object): string | undefined {
  if (Object.hasOwn(value, '__proto__')) return '__proto__';
  if (!Object.hasOwn(value, 'constructor')) return undefined;
  const { constructor } = value as { constructor: unknown };
  const hasPrototype =
    typeof constructor === 'object' && constructor !== null && Object.hasOwn(constructor, 'prototype');
  return hasPrototype ? 'constructor' : undefined;
}
