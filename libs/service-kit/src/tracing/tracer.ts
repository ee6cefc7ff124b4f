/** Tracing as the rest of the code sees it: a few words, and no SDK behind them unless it is switched on. */

export interface SpanOptions {
  kind: 'server' | 'consumer';
  /** A traceparent. Absent or unreadable: the span begins a trace. */
  parent?: string | undefined;
  /** Traceparents of what the span also works on. A span with links is recorded whatever the sample ratio. */
  links?: readonly string[];
  attributes: Readonly<Record<string, string | number>>;
}

export interface TraceSpan {
  /** The context to hand on, as a traceparent. */
  readonly traceparent: string;
  /** False: it is not recorded, and nothing that follows from it is to be. */
  readonly sampled: boolean;
  set(attributes: Readonly<Record<string, string | number>>): void;
  /** Marks it as failed. It still has to be ended. */
  fail(reason: string): void;
  end(): void;
}

export interface Tracer {
  start(name: string, options: SpanOptions): TraceSpan;
  /** Sends what is not sent yet. */
  shutdown(): Promise<void>;
}

/** Injection token of the process's {@link Tracer}; its value is null while tracing is off. */
export const TRACER = Symbol('sentinai.tracer');
