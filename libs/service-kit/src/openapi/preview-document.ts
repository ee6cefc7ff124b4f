/**
 * The OpenAPI document of an app that is not running: no setting is read, no connection made, no provider
 * constructed.
 */
import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ServiceModule } from '../bootstrap/service.module.ts';
import { createHttpAdapter } from '../http/http.adapter.ts';
import { RouteTable } from '../http/route-table.ts';
import { createLogger } from '../logging/logger.ts';
import { Metrics } from '../metrics/metrics.ts';
import { createOpenApiDocument } from './openapi.ts';

/**
 * Returns what the app serves at `/openapi.json`, from its module alone.
 *
 * @param name the name that the app passes to `createService`
 */
export async function previewOpenApiDocument(module: Type | DynamicModule, name: string): Promise<OpenAPIObject> {
  const root = ServiceModule.forRoot({
    module,
    config: {},
    logger: createLogger({ service: name, instance: 'preview', level: 'silent' }),
    metrics: new Metrics(name),
    routes: new RouteTable(),
    tracer: null,
  });
  const options = { preview: true, logger: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(root, createHttpAdapter(), options);
  return createOpenApiDocument(app, name);
}
