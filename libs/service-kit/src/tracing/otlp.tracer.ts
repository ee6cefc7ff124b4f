/** Spans from OpenTelemetry's SDK, sent over OTLP (HTTP) in the background. Loaded only when tracing is on. */
import {
  type Context,
  DiagLogLevel,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  diag,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { SpanOptions, TraceSpan, Tracer } from './tracer.ts';
import { formatTraceparent, parseTraceparent } from './traceparent.ts';

export interface OtlpTracerOptions {
  service: string;
  instance: string;
  /** URL of the collector, without path. */
  endpoint: string;
  /** Between 0 and 1. */
  sampleRatio: number;
  /** Called when the collector does not accept spans. They are then dropped; nothing waits for it. */
  warn: (message: string) => void;
}

const SEND_EVERY_MS = 1_000;
/** A batch of events may create thousands of spans within a moment; the SDK keeps 2,048 by default. */
const MAX_WAITING_SPANS = 16_384;

export class OtlpTracer implements Tracer {
  private readonly provider: TracerProvider;
  private readonly tracer;

  constructor({ service, instance, endpoint, sampleRatio, warn }: OtlpTracerOptions) {
    const ignore = () => undefined;
    diag.setLogger(
      { error: warn, warn, info: ignore, debug: ignore, verbose: ignore },
      { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
    );
    const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': service, 'service.instance.id': instance }),
      sampler: byLinksElseParent(sampleRatio),
      spanProcessors: [
        new BatchSpanProcessor({
          exporter,
          scheduledDelayMillis: SEND_EVERY_MS,
          maxQueueSize: MAX_WAITING_SPANS,
        }),
      ],
    });
    this.tracer = this.provider.getTracer('sentinai');
  }

  start(name: string, { kind, parent, links = [], attributes }: SpanOptions): TraceSpan {
    const options = {
      kind: kind === 'server' ? SpanKind.SERVER : SpanKind.CONSUMER,
      attributes,
      links: links.flatMap((link) => spanContext(link) ?? []).map((context) => ({ context })),
    };
    return new OtlpSpan(this.tracer.startSpan(name, options, contextOf(parent)));
  }

  shutdown(): Promise<void> {
    return this.provider.shutdown();
  }
}

class OtlpSpan implements TraceSpan {
  readonly traceparent: string;
  readonly sampled: boolean;

  constructor(private readonly span: Span) {
    const { traceId, spanId } = span.spanContext();
    // The sampler either records or drops a span, nothing in between.
    this.sampled = span.isRecording();
    this.traceparent = formatTraceparent({ traceId, spanId, sampled: this.sampled });
  }

  set(attributes: Readonly<Record<string, string | number>>): void {
    this.span.setAttributes(attributes);
  }

  fail(reason: string): void {
    this.span.setStatus({ code: SpanStatusCode.ERROR, message: reason });
  }

  end(): void {
    this.span.end();
  }
}

/**
 * Records every span with links; any other span inherits its parent's decision, or is sampled by the ratio without a
 * parent.
 */
function byLinksElseParent(ratio: number): Sampler {
  const byParent = new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) });
  return {
    shouldSample: (...question: Parameters<Sampler['shouldSample']>) => {
      const links = question[5];
      return links.length > 0 ? { decision: SamplingDecision.RECORD_AND_SAMPLED } : byParent.shouldSample(...question);
    },
    toString: () => `ByLinksElse(${byParent.toString()})`,
  };
}

function contextOf(parent: string | undefined): Context {
  const context = spanContext(parent);
  return context ? trace.setSpanContext(ROOT_CONTEXT, context) : ROOT_CONTEXT;
}

function spanContext(traceparent: string | undefined): SpanContext | undefined {
  const parsed = parseTraceparent(traceparent);
  if (!parsed) return undefined;
  const { traceId, spanId, sampled } = parsed;
  return { traceId, spanId, traceFlags: sampled ? TraceFlags.SAMPLED : TraceFlags.NONE, isRemote: true };
}
