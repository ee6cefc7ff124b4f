/** Which JSON the database can hold. */

/** An escape, not itself escaped, of NUL or of a surrogate. */
const UNSTORABLE_ESCAPE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

/**
 * False when a string in it holds a NUL or half of a surrogate pair, which PostgreSQL's jsonb refuses.
 * @param serialized as `JSON.stringify` writes it: whole surrogate pairs stand unescaped
 */
export const isStorableJson = (serialized: string): boolean =>
  !serialized.includes('\\u') || !UNSTORABLE_ESCAPE.test(serialized);
