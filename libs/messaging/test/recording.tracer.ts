/** A tracer that records everything about its spans. */
import type { SpanOptions, Tracer } from '@sentinai/service-kit';

/** Returns the traceparent of a span with this number, all of one trace. */
export const traceparent = (span: number, sampled = true) =>
  `00-4bf92f3577b34da6a3ce929d0e0e4736-${String(span).padStart(16, '0')}-${sampled ? '01' : '00'}`;

/** Its spans are numbered from 101. */
export class RecordingTracer implements Tracer {
  readonly spans: { name: string; options: SpanOptions; failures: string[]; ended: boolean }[] = [];

  start(name: string, options: SpanOptions) {
    const span = { name, options, failures: [] as string[], ended: false };
    this.spans.push(span);
    return {
      traceparent: traceparent(100 + this.spans.length),
      sampled: true,
      set: () => undefined,
      fail: (reason: string) => void span.failures.push(reason),
      end: () => void (span.ended = true),
    };
  }

  async shutdown(): Promise<void> {
    // It keeps everything here.
  }
}
