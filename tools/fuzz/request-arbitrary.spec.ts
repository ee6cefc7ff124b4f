import fc from 'fast-check';
import type { OpenApiDocument, Route } from '../openapi/openapi-document.ts';
import { type FuzzedRequest, requestArbitrary } from './request-arbitrary.ts';

const SEED = 1;
const document: OpenApiDocument = {
  openapi: '3.0.3',
  info: { title: '', version: '' },
  paths: {},
  components: {
    schemas: {
      Thing: {
        type: 'object',
        required: ['kind'],
        properties: { kind: { enum: ['a', 'b'] }, size: { type: 'integer', nullable: true } },
      },
    },
  },
};
const route: Route = {
  name: 'POST /things/{thing_id}',
  method: 'POST',
  path: '/things/{thing_id}',
  operation: {
    parameters: [
      { name: 'thing_id', in: 'path', schema: { type: 'string' } },
      { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 9 } },
      { name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } },
    ],
    requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
    responses: {},
  },
};
const good: FuzzedRequest = { path: { thing_id: 'T-1' }, body: { kind: 'a', size: 3 } };

const requests = fc.sample(requestArbitrary(route, good, document), { numRuns: 400, seed: SEED });
const some = (holds: (request: FuzzedRequest) => boolean): boolean => requests.some(holds);
const bodyOf = ({ body, raw }: FuzzedRequest): Record<string, unknown> =>
  raw === undefined && typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};

describe('requestArbitrary', () => {
  it('makes requests as the document has them, about the thing that there is', () => {
    expect(some(({ path, query }) => path?.thing_id === 'T-1' && Number(query?.limit) >= 1)).toBe(true);
    expect(some((request) => bodyOf(request).kind === 'b' && bodyOf(request).size === null)).toBe(true);
  });

  it.each<[string, (request: FuzzedRequest) => boolean]>([
    ['another id in the path', ({ path }) => path?.thing_id !== 'T-1'],
    ['a parameter that nobody knows', ({ query = {} }) => Object.keys(query).some((name) => name !== 'limit')],
    ['a parameter given twice', ({ query }) => Array.isArray(query?.limit)],
    ['a header', ({ headers = {} }) => 'Idempotency-Key' in headers],
    ['a field that is missing', (request) => bodyOf(request).size === 3 && !('kind' in bodyOf(request))],
    ['a field that nobody knows', (request) => 'unheard_of' in bodyOf(request)],
    ['a body that is no JSON', ({ raw }) => raw === '{'],
    ['a body of another type', ({ headers }) => headers?.['content-type'] === 'application/xml'],
  ])('makes some with %s', (_what, holds) => {
    expect(some(holds)).toBe(true);
  });

  it('makes no path that would be another one, and nothing that a URL cannot carry', () => {
    const segments = requests.map(({ path }) => String(path?.thing_id));

    expect(segments.filter((segment) => ['', '.', '..'].includes(segment))).toEqual([]);
    expect(() => segments.map(encodeURIComponent)).not.toThrow();
  });
});
