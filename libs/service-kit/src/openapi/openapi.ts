/** The OpenAPI document of an app, with the errors that every route shares. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ERROR_CODES } from '@sentinai/contracts';
import { API_KEY_SCHEME } from '../auth/access.decorator.ts';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const;

const PROBLEM_SCHEMA = {
  type: 'object' as const,
  description: 'RFC 9457 problem details.',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { type: 'string' as const, example: 'urn:sentinai:problem:not_found' },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    code: { type: 'string' as const, enum: Object.keys(ERROR_CODES) },
    detail: { type: 'string' as const },
    instance: { type: 'string' as const },
    request_id: { type: 'string' as const },
    errors: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        required: ['path', 'message'],
        properties: { path: { type: 'string' as const }, message: { type: 'string' as const } },
      },
    },
    legal: { type: 'array' as const, items: { type: 'string' as const } },
    expected_step: { type: 'integer' as const, nullable: true },
  },
};

/** Builds the document. Call it when every route is known; CI compares it with the committed one. */
export function createOpenApiDocument(app: NestFastifyApplication, name: string): OpenAPIObject {
  const frame = new DocumentBuilder()
    .setTitle(`SentinAI ${name}`)
    .setVersion('1')
    .addBearerAuth()
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, API_KEY_SCHEME)
    .build();
  const document = SwaggerModule.createDocument(app, frame);
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA },
  };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) addProblems(operation);
    }
  }
  return document;
}

function addProblems(operation: Operation): void {
  const refusals = operation.security
    ? { 401: problem('No valid token or API key'), 403: problem('Role or tenant refused') }
    : {};
  operation.responses = { ...refusals, default: problem('Any other problem'), ...operation.responses };
}

function problem(description: string) {
  return { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
}

/** Serves the document at `/openapi.json`, built at the first request for it. */
export function serveOpenApi(app: NestFastifyApplication, name: string): void {
  let document: OpenAPIObject | undefined;
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/openapi.json', async () => (document ??= createOpenApiDocument(app, name)));
}
