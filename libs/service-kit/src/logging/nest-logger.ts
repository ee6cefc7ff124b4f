/** Routes the logs of Nest, and of every `new Logger(Something.name)`, through the process's logger. */
import type { LoggerService } from '@nestjs/common';
import type { Logger } from './logger.ts';

/** Nest's lengthy start-up messages are for debugging only. */
const NEST_INTERNALS = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/**
 * Nest's logger on top of pino. The last string argument is the context, by Nest's convention; `error` may carry a
 * stack before it. An object as message becomes fields, an Error becomes `err`.
 */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    const context = contextOf(rest);
    this.write(context !== undefined && NEST_INTERNALS.has(context) ? 'debug' : 'info', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  private write(level: Level, message: unknown, rest: unknown[]): void {
    const context = contextOf(rest);
    const details = rest.filter((item) => item !== context && item !== undefined);
    const err = [message, ...details].find((item) => item instanceof Error);
    const stack = details.find((item) => typeof item === 'string');
    const fields = Object.assign({ context }, ...details.filter(isFields), isFields(message) ? message : {}) as object;
    this.logger[level]({ ...fields, err, stack }, textOf(message));
  }
}

function contextOf(rest: unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' ? last : undefined;
}

function isFields(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Error);
}

function textOf(message: unknown): string | undefined {
  if (message instanceof Error) return message.message;
  return isFields(message) ? undefined : String(message);
}
