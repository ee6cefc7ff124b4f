/** The committed document and client are what the apps' modules say, and the document keeps what it promises of every route. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERMISSIONS, type Permission, rolesWith } from '@sentinai/contracts';
import { routeFor } from '../local-stack/gateway/routes.ts';
import { appDocuments, repository } from './app-documents.ts';
import { clientTypes } from './client-types.ts';
import { mergeDocuments } from './merge-documents.ts';
import { type OpenApiDocument, type Route, routesOf } from './openapi-document.ts';

const read = (file: string): string => readFileSync(join(repository, file), 'utf8');
const ANEW = 'when not: `npx nx run-many -t build && npx node tools/openapi/write-openapi.ts`';

let document: OpenApiDocument;
let routes: Route[];

beforeAll(async () => {
  document = mergeDocuments(await appDocuments({ compiled: false }));
  routes = routesOf(document);
});

/** The names of the routes that do not hold to a rule. */
const except = (holds: (route: Route) => boolean): string[] =>
  routes.filter((route) => !holds(route)).map(({ name }) => name);

it(`docs/openapi.json is what the apps serve; ${ANEW}`, () => {
  // As JSON: what is undefined is not written.
  expect(JSON.parse(read('docs/openapi.json'))).toEqual(JSON.parse(JSON.stringify(document)));
});

it(`the types of the client are those of the document; ${ANEW}`, async () => {
  expect(read('libs/contracts/src/http/api.types.ts') === (await clientTypes(document))).toBe(true);
});

describe('every route', () => {
  it('is reached through the gateway', () => {
    expect(except(({ method, path, operation }) => routeFor(method, path) === operation['x-app'])).toEqual([]);
  });

  it('says which permission it needs and which roles have it, unless it is public', () => {
    const isRight = ({ operation }: Route): boolean => {
      const permission = operation['x-permission'];
      if (permission === undefined) return operation.security === undefined;
      return (
        Object.hasOwn(PERMISSIONS, permission) &&
        String(operation['x-roles']) === String(rolesWith(permission as Permission))
      );
    };
    expect(except(isRight)).toEqual([]);
  });

  it('describes what it answers when all is well, with a body or with none', () => {
    const isDescribed = ({ operation: { responses } }: Route): boolean =>
      Object.entries(responses).some(
        ([status, { content }]) => status === '204' || (status.startsWith('2') && content !== undefined),
      );
    expect(except(isDescribed)).toEqual([]);
  });

  it('has a tag and a summary', () => {
    expect(except(({ operation: { tags = [], summary = '' } }) => tags.length > 0 && summary !== '')).toEqual([]);
  });

  it('says 404 when its path names something', () => {
    expect(except(({ path, operation }) => !path.includes('{') || '404' in operation.responses)).toEqual([]);
  });
});

it('refers to nothing that is not there', () => {
  const schemas = document.components?.schemas ?? {};
  const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
  expect([...new Set(names)].filter((name) => name === undefined || !(name in schemas))).toEqual([]);
});
