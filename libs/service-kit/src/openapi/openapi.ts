/** The OpenAPI document of an app, including the errors that all routes share. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { completeOperation, PROBLEM_SCHEMA, SECURITY_SCHEMES } from './shared-answers.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const;

/** Builds the document. Call it when all routes are registered; CI compares it with the committed one. */
export function createOpenApiDocument(app: NestFastifyApplication, name: string): OpenAPIObject {
  const frame = new DocumentBuilder().setTitle(`SentinAI ${name}`).setVersion('1').build();
  const document = SwaggerModule.createDocument(app, frame);
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA },
    securitySchemes: SECURITY_SCHEMES,
  };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) completeOperation(operation);
    }
  }
  return document;
}

/** Serves the document at `/openapi.json`, built on the first request. */
export function serveOpenApi(app: NestFastifyApplication, name: string): void {
  let document: OpenAPIObject | undefined;
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/openapi.json', async () => (document ??= createOpenApiDocument(app, name)));
}
