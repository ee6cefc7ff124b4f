/**
 * The API documentation at the gateway: `/openapi.json`, merged from the documents of the apps, and a page to browse it at `/docs`.
 * The page is served entirely from node_modules, so it works without a network.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { mergeDocuments } from '../../openapi/merge-documents.ts';
import type { OpenApiDocument } from '../../openapi/openapi-document.ts';

/** Longer than any app takes to generate its document the first time. */
const DESCRIBE_TIMEOUT_MS = 10_000;

/** An app did not return its OpenAPI document. */
export class UndescribedError extends Error {
  readonly app: string;

  constructor(app: string, cause: unknown) {
    super(`${app} did not return its OpenAPI document.`, { cause });
    this.app = app;
  }
}

/**
 * Merges the documents of all apps. They are fetched on every call, since a replaced app may serve other routes.
 *
 * @param upstreams app name to URL
 * @throws UndescribedError
 */
export async function describeAll(upstreams: Readonly<Record<string, string>>): Promise<OpenApiDocument> {
  const apps = Object.entries(upstreams).sort(([a], [b]) => (a < b ? -1 : 1));
  return mergeDocuments(
    await Promise.all(apps.map(async ([app, url]) => ({ app, document: await documentOf(app, url) }))),
  );
}

async function documentOf(app: string, url: string): Promise<OpenApiDocument> {
  try {
    const response = await fetch(`${url}/openapi.json`, { signal: AbortSignal.timeout(DESCRIBE_TIMEOUT_MS) });
    if (!response.ok) throw new Error(`GET ${url}/openapi.json: ${response.status}`);
    return (await response.json()) as OpenApiDocument;
  } catch (error) {
    throw new UndescribedError(app, error);
  }
}

const swaggerUi = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const own = join(import.meta.dirname, 'docs');

/** The only files of those folders that the page may load. */
const FILES: Readonly<Record<string, { folder: string; type: string }>> = {
  'index.html': { folder: own, type: 'text/html; charset=utf-8' },
  'docs.js': { folder: own, type: 'text/javascript; charset=utf-8' },
  'docs.css': { folder: own, type: 'text/css; charset=utf-8' },
  'swagger-ui-bundle.js': { folder: swaggerUi, type: 'text/javascript; charset=utf-8' },
  'swagger-ui.css': { folder: swaggerUi, type: 'text/css; charset=utf-8' },
  'favicon-32x32.png': { folder: swaggerUi, type: 'image/png' },
};

/** Swagger UI writes styles into its elements and draws its icons from `data:`. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Adds the page, which loads `/openapi.json` from the same host. */
export function serveDocs(gateway: FastifyInstance): void {
  gateway.get('/docs', async (_request, reply) => reply.redirect('/docs/'));
  gateway.get('/docs/', async (_request, reply) => sendFile(reply, 'index.html'));
  for (const name of Object.keys(FILES)) gateway.get(`/docs/${name}`, async (_request, reply) => sendFile(reply, name));
}

async function sendFile(reply: FastifyReply, name: keyof typeof FILES): Promise<FastifyReply> {
  const { folder = own, type = '' } = FILES[name] ?? {};
  return reply
    .type(type)
    .headers({ 'content-security-policy': CONTENT_SECURITY_POLICY, 'x-content-type-options': 'nosniff' })
    .send(await readFile(join(folder, name)));
}
