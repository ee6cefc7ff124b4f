/** Tracing as the rest of the code sees it: a small interface, with no SDK behind it unless it is switched on. */

export interface SpanOptions {
  kind: 'server' | 'consumer';
  /** A traceparent. Absent or unreadable: the span starts a new trace. */
  parent?: string | undefined;
  /** Traceparents of other work that the span covers. A span with links is recorded whatever the sample ratio. */
  links?: readonly string[];
  attributes: Readonly<Record<string, string | number>>;
}

export interface TraceSpan {
  /** The context to pass on, as a traceparent. */
  readonly traceparent: string;
  /** False when neither this span nor its descendants are recorded. */
  readonly sampled: boolean;
  set(attributes: Readonly<Record<string, string | number>>): void;
  /** Marks the span as failed. It must still be ended. */
  fail(reason: string): void;
  end(): void;
}

export interface Tracer {
  start(name: string, options: SpanOptions): TraceSpan;
  /** Sends all pending spans. */
  shutdown(): Promise<void>;
}

/** Injection token of the process's {@link Tracer}; its value is null while tracing is off. */
export const TRACER = Symbol('sentinai.tracer');
