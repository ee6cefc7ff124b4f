/**
 * The process's logger: JSON lines on standard output, each naming the service, the instance and the work in
 * progress.
 */
import {
  pino,
  type DestinationStream,
  type LogFn,
  type Logger as PinoLogger,
  type LoggerOptions as PinoOptions,
} from 'pino';
import { currentLogContext } from './log-context.ts';
import { parseTraceparent } from '../tracing/traceparent.ts';
import { redact, redactText } from './redaction.ts';

export type Logger = PinoLogger;

export interface LoggerOptions {
  service: string;
  instance: string;
  level: string;
  /** Destination of the lines; standard output when absent. */
  destination?: DestinationStream;
}

/** Builds the logger. It writes synchronously: lines keep their order, and the last ones before an exit are not lost. */
export function createLogger({ service, instance, level, destination }: LoggerOptions): Logger {
  const options: PinoOptions = {
    level,
    base: { service, instance },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    mixin: logFields,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => redact(fields) as Record<string, unknown>,
    },
    // Errors are already plain objects here; pino's own serializer would misread them.
    serializers: { err: (value: unknown) => value },
    hooks: { logMethod: redactMessage },
  };
  return pino(options, destination ?? pino.destination({ dest: process.stdout.fd, sync: true }));
}

function logFields(): Record<string, string | undefined> {
  const { tenantId, exceptionId, correlationId, requestId, traceparent } = currentLogContext();
  return {
    tenant_id: tenantId,
    exception_id: exceptionId,
    correlation_id: correlationId,
    request_id: requestId,
    trace_id: parseTraceparent(traceparent)?.traceId,
  };
}

/** The message is a bare string, which formatters do not see. */
function redactMessage(this: Logger, args: Parameters<LogFn>, write: LogFn): void {
  const clean = args.map((arg: unknown) => (typeof arg === 'string' ? redactText(arg) : arg));
  write.apply(this, clean as Parameters<LogFn>);
}
