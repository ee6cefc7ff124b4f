/** Context of the work in progress, propagated so that every log line can include it. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Ids of the work in progress. */
export interface LogContext {
  tenantId?: string;
  exceptionId?: string;
  correlationId?: string;
  requestId?: string;
  /** Traceparent of the work; absent when its trace is not recorded. */
  traceparent?: string;
}

const storage = new AsyncLocalStorage<LogContext>();

/**
 * Runs `fn`, and everything it awaits, with these ids on its log lines, in addition to those of the surrounding
 * context.
 */
export function runWithLogContext<T>(context: LogContext, fn: () => T): T {
  return storage.run({ ...storage.getStore(), ...context }, fn);
}

/** Adds ids to the current context as they become known. Without a context it does nothing. */
export function addToLogContext(context: LogContext): void {
  const current = storage.getStore();
  if (current) Object.assign(current, context);
}

/** Returns the ids of the work in progress; empty outside {@link runWithLogContext}. */
export function currentLogContext(): Readonly<LogContext> {
  return storage.getStore() ?? {};
}
