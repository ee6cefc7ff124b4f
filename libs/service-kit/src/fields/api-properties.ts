/** OpenAPI descriptions of kinds of fields, for `@ApiProperty`. */

export const instant = { type: String, format: 'date-time' } as const;
export const instantOrNull = { ...instant, nullable: true } as const;
export const textOrNull = { type: String, nullable: true } as const;

/** A JSON object with any content. */
export const anyObject = { type: 'object', additionalProperties: true } as const;

/** Any JSON value. */
export const anyJson = {
  anyOf: [
    { type: 'string', nullable: true },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'array', items: {} },
    { type: 'object', additionalProperties: true },
  ],
};

/** An object with one required count per word. */
export const countsOf = (words: readonly string[]) => ({
  type: 'object' as const,
  properties: Object.fromEntries(words.map((word) => [word, { type: 'integer' as const }])),
  required: [...words],
  additionalProperties: false,
});
