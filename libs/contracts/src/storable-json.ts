/** Checks whether the database can store a JSON text. */

/** An escape sequence, not itself escaped, of NUL or a surrogate. */
const UNSTORABLE_ESCAPE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

/**
 * Returns false when a string contains NUL or a lone surrogate, which PostgreSQL's jsonb refuses.
 * @param serialized the output of `JSON.stringify`, which leaves complete surrogate pairs unescaped
 */
export const isStorableJson = (serialized: string): boolean =>
  !serialized.includes('\\u') || !UNSTORABLE_ESCAPE.test(serialized);
