/** Merges the apps' OpenAPI documents into the one that the gateway publishes. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { type OpenApiDocument, type Operation, routesOf, type Schema } from './openapi-document.ts';

export interface AppDocument {
  app: string;
  document: OpenApiDocument;
}

const INFO = {
  title: 'SentinAI',
  version: '1',
  description:
    'The complete API of SentinAI at one address. Names are in snake_case, times are RFC 3339 in UTC, and errors are RFC 9457 ' +
    'problems with a stable `code`. `x-permission` and `x-roles` say who may call a route; a caller acts only for the tenants ' +
    'of its token or API key.',
};

const REFERENCE = '#/components/schemas/';

/**
 * Merges documents. Equal schemas of several apps become one; different schemas with the same name get their app's name as a prefix.
 *
 * @throws Error when two apps serve the same route
 */
export function mergeDocuments(documents: readonly AppDocument[]): OpenApiDocument {
  const ambiguous = ambiguousSchemas(documents);
  const parts = documents.map((part) => unambiguous(part, ambiguous));
  const paths = mergePaths(parts);
  const tags = new Set(
    Object.values(paths).flatMap((path) => Object.values(path).flatMap(({ tags: own = [] }) => own)),
  );
  return {
    openapi: '3.0.3',
    info: INFO,
    servers: [{ url: '/' }],
    tags: [...tags].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: sorted(unionOf(parts.map(({ document }) => document.components?.schemas))),
      securitySchemes: unionOf(parts.map(({ document }) => document.components?.securitySchemes)),
    },
  };
}

/** Returns the names of schemas that differ between apps, directly or through a reference. */
function ambiguousSchemas(documents: readonly AppDocument[]): ReadonlySet<string> {
  const versions = new Map<string, Schema[]>();
  for (const { document } of documents) {
    for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
      versions.set(name, [...(versions.get(name) ?? []), schema]);
    }
  }
  const shared = [...versions].filter(([, schemas]) => schemas.length > 1);
  const ambiguous = new Set(
    shared
      .filter(([, [first, ...others]]) => others.some((other) => !isDeepStrictEqual(first, other)))
      .map(([name]) => name),
  );
  for (let before = -1; before !== ambiguous.size;) {
    before = ambiguous.size;
    for (const [name, [schema]] of shared) {
      if (referencesOf(schema).some((reference) => ambiguous.has(reference))) ambiguous.add(name);
    }
  }
  return ambiguous;
}

function referencesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner.slice(REFERENCE.length)] : referencesOf(inner),
  );
}

function unambiguous({ app, document }: AppDocument, ambiguous: ReadonlySet<string>): AppDocument {
  const nameOf = (name: string): string => (ambiguous.has(name) ? pascalCase(app) + name : name);
  const renamed = rename(document, nameOf) as OpenApiDocument;
  const schemas = Object.entries(renamed.components?.schemas ?? {}).map(([name, schema]): [string, Schema] => [
    nameOf(name),
    schema,
  ]);
  return {
    app,
    document: { ...renamed, components: { ...renamed.components, schemas: Object.fromEntries(schemas) } },
  };
}

function rename(value: unknown, nameOf: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => rename(item, nameOf));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Readonly<Record<string, unknown>>).map(([key, inner]) => {
    const isReference = key === '$ref' && typeof inner === 'string' && inner.startsWith(REFERENCE);
    return [key, isReference ? REFERENCE + nameOf(inner.slice(REFERENCE.length)) : rename(inner, nameOf)];
  });
  return Object.fromEntries(entries);
}

function mergePaths(parts: readonly AppDocument[]): Record<string, Record<string, Operation>> {
  const paths: Record<string, Record<string, Operation>> = {};
  const takenIds = new Set<string>();
  for (const { app, document } of parts) {
    for (const { name, path, method, operation } of routesOf(document)) {
      const item = (paths[path] ??= {});
      const key = method.toLowerCase();
      const other = item[key]?.['x-app'];
      if (other !== undefined) throw new Error(`${name} is served by both ${other} and ${app}`);
      item[key] = { ...operation, operationId: freeId(operation, app, takenIds), 'x-app': app };
    }
  }
  return sorted(paths);
}

function freeId({ operationId = 'operation' }: Operation, app: string, taken: Set<string>): string {
  const id = taken.has(operationId) ? pascalCase(app) + operationId : operationId;
  taken.add(id);
  return id;
}

const pascalCase = (app: string): string =>
  app.replaceAll(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase());

const unionOf = <Value>(records: readonly (Readonly<Record<string, Value>> | undefined)[]): Record<string, Value> =>
  Object.fromEntries(records.flatMap((record = {}) => Object.entries(record)));

const sorted = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
