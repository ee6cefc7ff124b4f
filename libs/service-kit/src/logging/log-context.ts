/** What the code is working on at the moment, carried along so that every log line can name it. */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Ids that belong to the work in progress. */
export interface LogContext {
  tenantId?: string;
  exceptionId?: string;
  correlationId?: string;
  requestId?: string;
  /** Of the trace the work belongs to; absent when it is not recorded. */
  traceparent?: string;
}

const storage = new AsyncLocalStorage<LogContext>();

/** Runs `fn`, and all it awaits, with these ids on its log lines, beside those of the surrounding context. */
export function runWithLogContext<T>(context: LogContext, fn: () => T): T {
  return storage.run({ ...storage.getStore(), ...context }, fn);
}

/** Adds ids that became known on the way to the current context. Without a context it does nothing. */
export function addToLogContext(context: LogContext): void {
  const current = storage.getStore();
  if (current) Object.assign(current, context);
}

/** The ids of the work in progress; empty outside of {@link runWithLogContext}. */
export function currentLogContext(): Readonly<LogContext> {
  return storage.getStore() ?? {};
}
