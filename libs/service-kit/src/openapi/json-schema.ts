/** Converts a JSON Schema that code validates with to OpenAPI 3.0: one definition for both. */

type Schema = Readonly<Record<string, unknown>>;

/** Keywords whose value is a schema, a list of schemas, or schemas by name. */
const ONE = new Set(['items', 'additionalProperties', 'not']);
const MANY = new Set(['anyOf', 'allOf', 'oneOf']);

/** @param schema using only keywords known to both; objects by pattern become objects with any fields */
export function openApiSchema(schema: object): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) Object.assign(written, keywordOf(keyword, value));
  const { enum: words } = schema as Schema;
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) written.type = 'string';
  return written;
}

function keywordOf(keyword: string, value: unknown): Record<string, unknown> {
  if (keyword === 'patternProperties') return { additionalProperties: true };
  if (keyword === 'propertyNames') return {};
  if (keyword === 'exclusiveMinimum' && typeof value === 'number') return { minimum: value, exclusiveMinimum: true };
  if (keyword === 'properties') {
    const fields = Object.entries(value as Record<string, Schema>).map(([name, field]) => [name, openApiSchema(field)]);
    return { properties: Object.fromEntries(fields) as unknown };
  }
  if (MANY.has(keyword)) return { [keyword]: (value as Schema[]).map(openApiSchema) };
  if (ONE.has(keyword) && typeof value === 'object' && value !== null) return { [keyword]: openApiSchema(value) };
  return { [keyword]: value };
}
