/** Counts by the values of an enum. */

/** OpenAPI schema of an object with one required count per value. */
export const countsOf = (words: readonly string[]) => ({
  type: 'object' as const,
  properties: Object.fromEntries(words.map((word) => [word, { type: 'integer' as const }])),
  required: [...words],
  additionalProperties: false,
});
