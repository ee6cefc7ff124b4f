/** The `main` of every app, API or worker. */
import { ConfigError } from '../config/config.ts';
import { handleProcessEvents } from '../shutdown/graceful-shutdown.ts';
import { createService, type Service, type ServiceOptions } from './create-service.ts';

/**
 * Starts the service and runs until a signal ends it. A failed start writes its reason to standard error and exits
 * with 1.
 *
 * @example await runService({ name: 'ops-api', config: opsApiConfig, module: OpsApiModule });
 */
export async function runService(options: ServiceOptions): Promise<void> {
  try {
    const service = await createService(options);
    handleProcessEvents(service.app, service.logger, { timeoutMs: service.config.shutdownTimeoutMs, process });
    const port = await listen(service);
    service.logger.info({ port }, `${options.name} ready on :${port}`);
  } catch (error) {
    process.stderr.write(`${options.name} could not start.\n\n${describeFailure(error)}\n`);
    process.exit(1);
  }
}

async function listen({ app, config }: Service): Promise<number> {
  await app.listen(config.httpPort, config.httpHost);
  const address = app.getHttpServer().address();
  return typeof address === 'object' && address ? address.port : config.httpPort;
}

/** The operator fixes settings, and a stack trace would only bury them. */
function describeFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
