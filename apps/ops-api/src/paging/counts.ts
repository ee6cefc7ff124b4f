/** Counts by the words of a closed list. */

/** For the API document: one required count for each word. */
export const countsOf = (words: readonly string[]) => ({
  type: 'object' as const,
  properties: Object.fromEntries(words.map((word) => [word, { type: 'integer' as const }])),
  required: [...words],
  additionalProperties: false,
});
