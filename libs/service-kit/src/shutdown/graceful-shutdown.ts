/** Ends a process gracefully: accepts no new work, finishes what has begun, then exits. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { HealthRegistry } from '../health/health.registry.ts';
import type { Logger } from '../logging/logger.ts';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
const IDLE_SWEEP_MS = 50;

/** The parts of the process that the handlers need. A test passes its own. */
export interface Process {
  on(event: string, listener: (argument: unknown) => void): unknown;
  exit(code: number): void;
}

/**
 * Stops the application: readiness turns off at once; then requests in flight, consumers and Nest's shutdown hooks
 * get the remaining time. A part that others still use while they finish (a pool, a producer) is closed in
 * `onApplicationShutdown`, which runs last.
 *
 * @returns whether everything finished in time
 */
export async function shutDown(app: NestFastifyApplication, timeoutMs: number): Promise<boolean> {
  app.get(HealthRegistry).beginShutdown();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  // A client may keep its connection after the answer; the server closes only when the last connection is gone.
  const sweep = setInterval(() => app.getHttpServer().closeIdleConnections(), IDLE_SWEEP_MS);
  try {
    return await Promise.race([app.close().then(() => true), timeout]);
  } finally {
    clearTimeout(timer);
    clearInterval(sweep);
  }
}

/**
 * Shuts the process down on SIGTERM or SIGINT and exits with 0; a second signal ends it at once. An uncaught error is
 * logged and ends it with 1, for the supervisor to restart it: its state cannot be trusted.
 */
export function handleProcessEvents(
  app: NestFastifyApplication,
  logger: Logger,
  { timeoutMs, process }: { timeoutMs: number; process: Process },
): void {
  let stopping = false;
  const stop = async (signal: string) => {
    logger.info({ signal }, 'shutting down');
    const inTime = await shutDown(app, timeoutMs);
    if (!inTime) logger.warn({ timeout_ms: timeoutMs }, 'shutdown took too long; remaining work is cut off');
    process.exit(0);
  };
  const die = (reason: string) => (err: unknown) => {
    logger.fatal({ err }, reason);
    process.exit(1);
  };
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      stop(signal).catch(die('the shutdown failed'));
    });
  }
  process.on('uncaughtException', die('an exception was not caught'));
  process.on('unhandledRejection', die('a rejection was not handled'));
}
