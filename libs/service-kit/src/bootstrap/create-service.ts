/** Builds a service without listening or touching the process: for `runService`, and for tests. */
import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { baseSettings } from '../config/shared-settings.ts';
import { defineConfig, loadConfig, type ConfigDefinition, type ConfigOf, type Environment } from '../config/config.ts';
import { createHttpAdapter } from '../http/http.adapter.ts';
import type { HttpOptions } from '../http/http.options.ts';
import { installRequestHooks } from '../http/request-hooks.ts';
import { RouteTable } from '../http/route-table.ts';
import { createLogger, type Logger } from '../logging/logger.ts';
import { NestLogger } from '../logging/nest-logger.ts';
import { HttpMetrics } from '../metrics/http.metrics.ts';
import { Metrics } from '../metrics/metrics.ts';
import { serveOpenApi } from '../openapi/openapi.ts';
import { traceRequests } from '../tracing/request.tracing.ts';
import { createTracer } from '../tracing/create-tracer.ts';
import { ServiceModule, type ServiceParts } from './service.module.ts';

type BaseConfig = ConfigOf<typeof baseSettings>;

export interface ServiceOptions {
  /** Short name, used in logs and metrics: `triage`. */
  name: string;
  module: Type | DynamicModule;
  /** The service's settings from `defineConfig`; only the base settings when absent. */
  config?: ConfigDefinition;
  http?: HttpOptions;
  /**
   * Runs before the application is initialized: connect transports (`app.connectMicroservice`) here. They start after
   * initialization and before the port opens.
   */
  configure?: (app: NestFastifyApplication) => Promise<void>;
}

/** Parts that a test may replace. */
export interface ServiceSurroundings {
  env?: Environment;
  logger?: Logger;
}

export interface Service {
  app: NestFastifyApplication;
  config: Readonly<BaseConfig>;
  logger: Logger;
}

/**
 * Loads the configuration, builds the application, initializes it and starts its transports. It does not listen:
 * `app.inject(…)` works, `app.listen(0)` opens a port.
 *
 * @throws ConfigError naming every bad setting; Error naming every route without an access rule
 */
export async function createService(options: ServiceOptions, surroundings: ServiceSurroundings = {}): Promise<Service> {
  const definition = options.config ?? defineConfig({});
  const config = loadConfig(definition, surroundings.env) as Readonly<BaseConfig>;
  const logger =
    surroundings.logger ?? createLogger({ service: options.name, instance: config.instanceId, level: config.logLevel });
  const tracer = await createTracer(options.name, config, logger);
  const app = await createApp(options, { config, logger, tracer });
  try {
    await options.configure?.(app);
    await app.init();
    await app.startAllMicroservices();
    await app.getHttpAdapter().getInstance().ready();
  } catch (error) {
    await app
      .close()
      .catch((err: unknown) => logger.warn({ err }, 'closing the application after a failed start failed too'));
    throw error;
  }
  return { app, config, logger };
}

async function createApp(
  options: ServiceOptions,
  { config, logger, tracer }: Pick<ServiceParts, 'config' | 'logger' | 'tracer'>,
): Promise<NestFastifyApplication> {
  const metrics = new Metrics(options.name);
  metrics.collectProcess();
  const adapter = createHttpAdapter(options.http);
  const fastify = adapter.getInstance<FastifyInstance>();
  const routes = new RouteTable();
  routes.watch(fastify);
  const root = ServiceModule.forRoot({ module: options.module, config, logger, metrics, routes, tracer });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  installRequestHooks(fastify, logger, app.get(HttpMetrics));
  if (tracer) traceRequests(fastify, tracer);
  serveOpenApi(app, options.name);
  return app;
}
