/** The committed document and client match the apps' modules, and every route of the document follows the rules. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PERMISSIONS, type Permission, rolesWith } from '@sentinai/contracts';
import { routeFor } from '../local-stack/gateway/routes.ts';
import { appDocuments, repository } from './app-documents.ts';
import { clientTypes } from './client-types.ts';
import { mergeDocuments } from './merge-documents.ts';
import { type OpenApiDocument, type Route, routesOf } from './openapi-document.ts';

const read = (file: string): string => readFileSync(join(repository, file), 'utf8');
const ANEW = 'otherwise run `npx nx run-many -t build && npx node tools/openapi/write-openapi.ts`';

let document: OpenApiDocument;
let routes: Route[];

beforeAll(async () => {
  document = mergeDocuments(await appDocuments({ compiled: false }));
  routes = routesOf(document);
});

/** Returns the names of the routes that break a rule. */
const except = (holds: (route: Route) => boolean): string[] =>
  routes.filter((route) => !holds(route)).map(({ name }) => name);

it(`docs/openapi.json matches the apps; ${ANEW}`, () => {
  // Compare as JSON, which omits undefined values.
  expect(JSON.parse(read('docs/openapi.json'))).toEqual(JSON.parse(JSON.stringify(document)));
});

it(`the client's types match the document; ${ANEW}`, async () => {
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

  it('describes its successful response, with or without a body', () => {
    const isDescribed = ({ operation: { responses } }: Route): boolean =>
      Object.entries(responses).some(
        ([status, { content }]) => status === '204' || (status.startsWith('2') && content !== undefined),
      );
    expect(except(isDescribed)).toEqual([]);
  });

  it('has a tag and a summary', () => {
    expect(except(({ operation: { tags = [], summary = '' } }) => tags.length > 0 && summary !== '')).toEqual([]);
  });

  it('declares 404 when its path contains an id', () => {
    expect(except(({ path, operation }) => !path.includes('{') || '404' in operation.responses)).toEqual([]);
  });
});

it('has no dangling references', () => {
  const schemas = document.components?.schemas ?? {};
  const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
  expect([...new Set(names)].filter((name) => name === undefined || !(name in schemas))).toEqual([]);
});
