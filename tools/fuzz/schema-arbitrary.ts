/** Values for fast-check: those that a schema of an OpenAPI document allows, and those that hardly any schema allows. */
import fc from 'fast-check';
import type { OpenApiDocument, Schema } from '../openapi/openapi-document.ts';

const REFERENCE = '#/components/schemas/';
const MAX_DEPTH = 5;
const MAX_TEXT = 80;
const MAX_ITEMS = 4;

/** Values that people, programs and attackers send in the wrong place. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, 0, -1, 0.5, 2 ** 31, 2 ** 53, 1e308, '', ' ', '\0', 'a\0b', '\ud800', '%', '%00', '\\', '../..'],
    ...[
      "'; drop table exception; --",
      '${7*7}',
      '{{7*7}}',
      'null',
      'NaN',
      '1e999',
      '2026-02-30T00:00:00Z',
      '0000-00-00',
    ],
    ...['9'.repeat(400), 'x'.repeat(5_000), '💥'.repeat(200), [], [[]], [null], {}, { a: { b: {} } }],
    JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}'),
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Generates values that the schema allows. It ignores patterns: a value that does not match one is just another faulty value. */
export function arbitraryOf(schema: Schema, document: OpenApiDocument, depth = 0): fc.Arbitrary<unknown> {
  const inner = (part: unknown): fc.Arbitrary<unknown> => arbitraryOf(part as Schema, document, depth + 1);
  const { $ref, nullable, ...facts } = schema;
  if (nullable === true) return fc.option(inner(facts), { nil: null, freq: 4 });
  if (typeof $ref === 'string') return inner(document.components?.schemas?.[$ref.slice(REFERENCE.length)] ?? {});
  const alternatives = facts.oneOf ?? facts.anyOf;
  if (Array.isArray(alternatives)) return fc.oneof(...alternatives.map(inner));
  if (Array.isArray(facts.allOf))
    return fc.tuple(...facts.allOf.map(inner)).map((parts) => Object.assign({}, ...parts) as unknown);
  if (Array.isArray(facts.enum)) return fc.constantFrom(...(facts.enum as unknown[]));
  return ofType(facts, inner, depth);
}

function ofType(facts: Schema, inner: (part: unknown) => fc.Arbitrary<unknown>, depth: number): fc.Arbitrary<unknown> {
  switch (facts.type) {
    case 'string':
      return textOf(facts);
    case 'integer':
      return fc.integer({ min: numberOr(facts.minimum, -(2 ** 31)), max: numberOr(facts.maximum, 2 ** 31) });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(inner(facts.items ?? {}), { maxLength: depth > MAX_DEPTH ? 0 : MAX_ITEMS });
    case 'object':
      return objectOf(facts, inner, depth);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function textOf({ format, minLength, maxLength }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time' || format === 'date') {
    const instants = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    return instants.map((instant) => instant.toISOString().slice(0, format === 'date' ? 10 : undefined));
  }
  const least = numberOr(minLength, 0);
  const most = Math.max(least, Math.min(numberOr(maxLength, MAX_TEXT), MAX_TEXT));
  return fc.string({ unit: 'grapheme', minLength: least, maxLength: most });
}

function objectOf(
  { properties, required = [] }: Schema,
  inner: (part: unknown) => fc.Arbitrary<unknown>,
  depth: number,
): fc.Arbitrary<unknown> {
  if (properties === undefined || depth > MAX_DEPTH) return fc.dictionary(fc.string({ maxLength: 20 }), fc.jsonValue());
  const members = Object.entries(properties as Record<string, Schema>).map(([name, part]) => [name, inner(part)]);
  const record = Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>;
  return fc.record(record, { requiredKeys: required as string[] });
}

const numberOr = (value: unknown, other: number): number => (typeof value === 'number' ? value : other);
