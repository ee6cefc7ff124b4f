import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { EVENTS } from '../event-catalog.ts';
import { TOPICS } from '../topics.ts';
import { asyncApiDocument } from './asyncapi.document.ts';
import { jsonDifferences } from './json-differences.ts';

const DOCUMENT = join(import.meta.dirname, '../../../../docs/asyncapi.json');
const officialSchema = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0.json') as object;

describe('the AsyncAPI document', () => {
  it('equals docs/asyncapi.json; otherwise run `node libs/contracts/dist/generate-asyncapi.js`', () => {
    expect(jsonDifferences(JSON.parse(readFileSync(DOCUMENT, 'utf8')), asyncApiDocument())).toEqual([]);
  });

  it('is valid by the official JSON Schema of AsyncAPI 3.0', () => {
    // The official schema includes its own copy of the draft-07 meta-schema.
    const ajv = new Ajv({ strict: false, meta: false, validateSchema: false, allErrors: true });
    addFormats.default(ajv);

    const valid = ajv.validate(officialSchema, asyncApiDocument());

    expect({ valid, errors: ajv.errors }).toEqual({ valid: true, errors: null });
  });

  it('has no dangling references', () => {
    const document = asyncApiDocument();

    const dangling = references(document).filter((reference) => resolve(document, reference) === undefined);

    expect(dangling).toEqual([]);
  });

  it('has a channel for every topic and each event on its topic only', () => {
    const { channels } = asyncApiDocument() as { channels: Record<string, { messages: object }> };

    expect(Object.keys(channels)).toEqual([...TOPICS]);
    for (const event of Object.values(EVENTS)) {
      const carriers = TOPICS.filter((topic) => event.type in channels[topic]!.messages);
      expect([event.type, carriers]).toEqual([event.type, [event.topic]]);
    }
  });

  it('describes a message by its headers, key, payload, version and consumers', () => {
    const document = asyncApiDocument();

    expect(resolve(document, '#/components/messages/TriageCompleted')).toMatchObject({
      summary: EVENTS.TriageCompleted.summary,
      headers: { properties: { ce_type: { const: 'TriageCompleted' }, ce_schemaversion: { const: '2' } } },
      payload: { $ref: '#/components/schemas/TriageCompletedPayload' },
      bindings: { kafka: { key: { type: 'string', pattern: expect.stringContaining(':') } } },
      'x-schema-version': 2,
      'x-consumed-by': ['policy'],
    });
    expect(resolve(document, '#/components/schemas/TriageCompletedPayload/properties/severity')).toEqual({
      enum: ['low', 'medium', 'high', 'critical'],
    });
    expect(resolve(document, '#/components/schemas/EventHeaders/required')).toContain('ce_tenantid');
  });
});

function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
  );
}

const resolve = (document: object, reference: string): unknown =>
  reference
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], document);
