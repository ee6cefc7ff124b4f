/** Checks that the database can store a JSON text. */

/** An escape, not itself escaped, of NUL or of a surrogate. */
const UNSTORABLE_ESCAPE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

/**
 * False when a string in it contains a NUL or half of a surrogate pair, which PostgreSQL's jsonb rejects.
 * @param serialized the output of `JSON.stringify`, in which whole surrogate pairs are unescaped
 */
export const isStorableJson = (serialized: string): boolean =>
  !serialized.includes('\\u') || !UNSTORABLE_ESCAPE.test(serialized);
