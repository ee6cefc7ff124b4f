/** TypeScript types of the merged document, for the typed client in `libs/contracts/src/http`. */
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { type OpenApiDocument, type Operation, routesOf } from './openapi-document.ts';

const HEAD = `/** Generated from docs/openapi.json by \`node tools/openapi/write-openapi.ts\`. Do not edit. */\n\n`;

/** Generates the source of `api.types.ts`, without error responses: each is a `Problem`, whose type is written by hand. */
export async function clientTypes(document: OpenApiDocument): Promise<string> {
  const source = withoutRefusals(document) as unknown as OpenAPI3;
  return HEAD + astToString(await openapiTypescript(source, { emptyObjectsUnknown: true }));
}

function withoutRefusals(document: OpenApiDocument): OpenApiDocument {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const { path, method, operation } of routesOf(document)) {
    const { default: _any, ...responses } = operation.responses;
    const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
    (paths[path] ??= {})[method.toLowerCase()] = { ...operation, responses: Object.fromEntries(good) };
  }
  const { Problem: _problem, ...schemas } = document.components?.schemas ?? {};
  return { ...document, paths, components: { schemas } };
}
