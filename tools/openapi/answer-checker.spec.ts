import { AnswerChecker } from './answer-checker.ts';
import type { OpenApiDocument, Route, Schema } from './openapi-document.ts';

const faultsOf = (schema: Schema, body: unknown, status = 200, contentType = 'application/json'): string[] => {
  const operation = { responses: { 200: { content: { 'application/json': { schema } } }, 204: {}, default: {} } };
  const document: OpenApiDocument = {
    openapi: '3.0.3',
    info: { title: '', version: '' },
    paths: {},
    components: {
      schemas: { Owner: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
    },
  };
  const route: Route = { name: 'GET /x', method: 'GET', path: '/x', operation };
  return new AnswerChecker(document).faults(route, { status, contentType, body });
};

const owner = { $ref: '#/components/schemas/Owner' };
const aCase = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', format: 'uuid' }, owner: { allOf: [owner], nullable: true } },
};
const id = '3b1f8a52-6f0e-4a54-9f0a-0d6a1c0b7e11';

describe('AnswerChecker', () => {
  it.each([
    ['what is described', aCase, { id, owner: { name: 'Ann' } }],
    ['null where it may be', aCase, { id, owner: null }],
    ['anything in a free object', { type: 'object' }, { any: 'thing' }],
    [
      'a property that is called like a keyword',
      { type: 'object', properties: { properties: { type: 'object' } } },
      { properties: {} },
    ],
  ])('allows %s', (_what, schema, body) => {
    expect(faultsOf(schema, body)).toEqual([]);
  });

  it.each([
    ['a field that is not described', aCase, { id, colour: 'red' }],
    ['one inside of another schema', aCase, { id, owner: { name: 'Ann', age: 7 } }],
    ['a missing field', aCase, {}],
    ['a wrong format', aCase, { id: 'seven' }],
    ['null where it may not be', aCase, { id: null }],
    ['no body', aCase, undefined],
  ])('refuses %s', (_what, schema, body) => {
    expect(faultsOf(schema, body)).not.toEqual([]);
  });

  it('does not take `default` for a status that is described', () => {
    expect(faultsOf({}, {}, 418)).toEqual(['the document does not declare status 418']);
  });

  it('refuses another media type, and a body where there is none', () => {
    expect(faultsOf({}, '', 200, 'text/html')).toEqual(['the document does not declare text/html for status 200']);
    expect(faultsOf({}, {}, 204)).toEqual(['the document declares no body']);
    expect(faultsOf({}, undefined, 204, '')).toEqual([]);
  });
});
