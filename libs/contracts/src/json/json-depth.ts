/** Nesting depth of JSON text, measured before it is parsed: parsers and validators recurse, and a stack is finite. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** The deepest nesting that an API accepts. */
export const MAX_JSON_DEPTH = 32;

/**
 * Whether arrays and objects nest deeper than the limit. One pass over the bytes, no recursion, no allocation; it
 * stops at the first bracket that exceeds the limit. Brackets inside strings do not count. The text need not be
 * valid.
 */
export function nestsDeeperThan(limit: number, json: Uint8Array): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at] as number;
    if (byte === QUOTE) inString = !inString;
    else if (inString) at += byte === BACKSLASH ? 1 : 0;
    else if (OPENING.has(byte) && ++depth > limit) return true;
    else if (CLOSING.has(byte)) depth--;
  }
  return false;
}
