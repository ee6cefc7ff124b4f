import { mergeDocuments } from './merge-documents.ts';
import type { OpenApiDocument, Schema } from './openapi-document.ts';

const toSchema = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** An app with one route whose response has a schema. */
const anApp = (app: string, path: string, schemas: Record<string, Schema>, answer = 'Answer') => ({
  app,
  document: {
    openapi: '3.0.0',
    info: { title: app, version: '1' },
    paths: {
      [path]: {
        get: {
          operationId: 'Controller_list',
          tags: [app],
          responses: { 200: { content: { 'application/json': { schema: toSchema(answer) } } } },
        },
      },
    },
    components: { schemas, securitySchemes: { bearer: { type: 'http' } } },
  } satisfies OpenApiDocument,
});

const text = { type: 'string' };
const answerAt = ({ paths }: OpenApiDocument, path: string): unknown =>
  paths[path]?.get?.responses['200']?.content?.['application/json']?.schema;

describe('mergeDocuments', () => {
  it('holds the routes of all apps, in the order of their paths, each with its app', () => {
    const merged = mergeDocuments([anApp('tool', '/b', { Answer: text }), anApp('intake', '/a', { Answer: text })]);

    expect(Object.entries(merged.paths).map(([path, { get }]) => [path, get?.['x-app']])).toEqual([
      ['/a', 'intake'],
      ['/b', 'tool'],
    ]);
    expect(merged.tags).toEqual([{ name: 'intake' }, { name: 'tool' }]);
    expect(merged.components?.securitySchemes).toEqual({ bearer: { type: 'http' } });
  });

  it('keeps one of equal schemas', () => {
    const merged = mergeDocuments([anApp('a', '/a', { Answer: text }), anApp('b', '/b', { Answer: text })]);

    expect(merged.components?.schemas).toEqual({ Answer: text });
  });

  it('puts the app before the name of schemas that differ', () => {
    const merged = mergeDocuments([
      anApp('ops-api', '/a', { Answer: text }),
      anApp('tool', '/b', { Answer: { type: 'integer' } }),
    ]);

    expect(merged.components?.schemas).toEqual({ OpsApiAnswer: text, ToolAnswer: { type: 'integer' } });
    expect(answerAt(merged, '/a')).toEqual(toSchema('OpsApiAnswer'));
    expect(answerAt(merged, '/b')).toEqual(toSchema('ToolAnswer'));
  });

  it('tells schemas apart that look alike but refer to different ones', () => {
    const list = { type: 'array', items: toSchema('Item') };
    const merged = mergeDocuments([
      anApp('a', '/a', { Answer: list, Item: text }),
      anApp('b', '/b', { Answer: list, Item: { type: 'integer' } }),
    ]);

    expect(merged.components?.schemas).toMatchObject({
      AAnswer: { items: toSchema('AItem') },
      BAnswer: { items: toSchema('BItem') },
    });
  });

  it('gives every operation an id of its own', () => {
    const merged = mergeDocuments([anApp('a', '/a', { Answer: text }), anApp('b', '/b', { Answer: text })]);

    expect(Object.values(merged.paths).map(({ get }) => get?.operationId)).toEqual([
      'Controller_list',
      'BController_list',
    ]);
  });

  it('refuses two apps with the same route', () => {
    const both = [anApp('a', '/x', { Answer: text }), anApp('b', '/x', { Answer: text })];

    expect(() => mergeDocuments(both)).toThrow('GET /x is served by both a and b');
  });
});
