/** Requests of a route for fast-check: some conform to the document, others have one fault. */
import fc from 'fast-check';
import type { OpenApiDocument, Parameter, Route } from '../openapi/openapi-document.ts';
import type { RouteInput } from '../openapi/route-input.ts';
import { arbitraryOf, hostileValue } from './schema-arbitrary.ts';

export interface FuzzedRequest extends RouteInput {
  /** Sent instead of a JSON body. */
  raw?: string;
}

/**
 * @param good a request that the route accepts. Most generated requests keep its ids, so that they get past the first check.
 */
export function requestArbitrary(
  route: Route,
  good: FuzzedRequest,
  document: OpenApiDocument,
): fc.Arbitrary<FuzzedRequest> {
  const disturbances = [
    ...parametersOf(route, 'path').map(({ name }) => disturbedPath(good, name)),
    ...parametersOf(route, 'query').map(({ name }) => disturbedQuery(good, fc.constant(name))),
    disturbedQuery(good, fc.string({ minLength: 1, maxLength: 20 })),
    ...parametersOf(route, 'header').map(({ name }) => disturbedHeader(good, name)),
    ...(good.body === undefined ? [] : [disturbedBody(good)]),
    ...(route.operation.requestBody ? [brokenBody(good)] : []),
  ];
  return fc.oneof(documented(route, good, document), fc.oneof(...disturbances));
}

const parametersOf = ({ operation }: Route, place: Parameter['in']): Parameter[] =>
  (operation.parameters ?? []).filter((parameter) => parameter.in === place);

/** Generates everything except the ids as the document allows it. */
function documented(route: Route, good: FuzzedRequest, document: OpenApiDocument): fc.Arbitrary<FuzzedRequest> {
  const query = Object.fromEntries(
    parametersOf(route, 'query').map(({ name, schema }) => [name, arbitraryOf(schema ?? {}, document).map(asQuery)]),
  );
  const bodySchema = route.operation.requestBody?.content?.['application/json']?.schema;
  return fc
    .record({
      query: fc.record(query, { requiredKeys: [] }),
      body: bodySchema
        ? fc.option(arbitraryOf(bodySchema, document), { nil: good.body, freq: 3 })
        : fc.constant(undefined),
    })
    .map((made) => ({
      ...good,
      query: { ...(made.query as FuzzedRequest['query']), ...idsOf(good.query) },
      body: keepingTenant(made.body, good.body),
    }));
}

const idsOf = (query: FuzzedRequest['query'] = {}): FuzzedRequest['query'] =>
  Object.fromEntries(Object.entries(query).filter(([name]) => name.endsWith('_id')));

function keepingTenant(body: unknown, good: unknown): unknown {
  const tenant = isObject(good) ? good.tenant_id : undefined;
  return tenant !== undefined && isObject(body) ? { ...body, tenant_id: tenant } : body;
}

const asQuery = (value: unknown): string | readonly string[] =>
  Array.isArray(value) ? value.map(asText) : asText(value);

/** Converts a value to text that a URL can carry, without lone surrogates. */
const asText = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed();

/** Segments that would change the path. */
const NO_SEGMENTS = ['', '.', '..'];

const disturbedPath = (good: FuzzedRequest, name: string): fc.Arbitrary<FuzzedRequest> =>
  hostileValue
    .map(asText)
    .filter((text) => !NO_SEGMENTS.includes(text))
    .map((text) => ({ ...good, path: { ...good.path, [name]: text } }));

const disturbedQuery = (good: FuzzedRequest, name: fc.Arbitrary<string>): fc.Arbitrary<FuzzedRequest> =>
  fc
    .tuple(name, fc.oneof(hostileValue.map(asText), fc.array(hostileValue.map(asText), { maxLength: 3 })))
    .map(([key, value]) => ({ ...good, query: { ...good.query, [key.toWellFormed()]: value } }));

/** Limited to the characters that Node sends in a header. */
const disturbedHeader = (good: FuzzedRequest, name: string): fc.Arbitrary<FuzzedRequest> =>
  fc
    .string({ unit: fc.constantFrom(...'aZ09 -_.,;:/+="\'()ÿ'), maxLength: 300 })
    .map((value) => ({ ...good, headers: { ...good.headers, [name]: value } }));

/** Replaces or removes one value anywhere in the body, or adds an unknown one. */
const disturbedBody = (good: FuzzedRequest): fc.Arbitrary<FuzzedRequest> =>
  fc
    .tuple(fc.constantFrom(...placesOf(good.body)), fc.constantFrom('replace', 'remove', 'join'), hostileValue)
    .map(([place, how, value]) => ({ ...good, body: disturbed(good.body, place, { how, value }) }));

type Place = readonly (string | number)[];

function placesOf(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [place];
  const inner = Object.entries(value).flatMap(([key, part]) =>
    placesOf(part, [...place, Array.isArray(value) ? Number(key) : key]),
  );
  return [place, ...inner];
}

function disturbed(body: unknown, place: Place, change: { how: string; value: unknown }): unknown {
  const [key, ...rest] = place;
  if (key === undefined)
    return change.how === 'join' && isObject(body) ? { ...body, unheard_of: change.value } : change.value;
  const copy: unknown = Array.isArray(body) ? [...(body as unknown[])] : { ...(body as object) };
  const container = copy as Record<string | number, unknown>;
  if (rest.length === 0 && change.how === 'remove') Reflect.deleteProperty(container, key);
  else container[key] = disturbed(container[key], rest, change);
  return copy;
}

const brokenBody = (good: FuzzedRequest): fc.Arbitrary<FuzzedRequest> =>
  fc
    .record({
      raw: fc.oneof(
        fc.constantFrom('', '{', 'null', '[]', '""', '1', '{"a":1}x', '{"a":'.repeat(200), '[1,', '\u0000', '\ufeff{}'),
        fc.string({ unit: 'binary', maxLength: 100 }).map((text) => text.toWellFormed()),
      ),
      type: fc.constantFrom(
        ...['application/json', 'application/json; charset=utf-16', 'application/xml', 'text/plain'],
        ...['application/x-www-form-urlencoded', 'application/x-ndjson', 'nonsense'],
      ),
    })
    .map(({ raw, type }) => ({ ...good, raw, headers: { ...good.headers, 'content-type': type } }));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
