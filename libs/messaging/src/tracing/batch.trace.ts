/**
 * The spans of a batch: one per event whose trace is recorded, below the span it came from, and one for the batch,
 * linked to them. Events that follow from an event are published under that event's span, even when published again:
 * so a trace survives a crash.
 */
import type { EventEnvelope } from '@sentinai/contracts';
import type { StoredEvent } from '@sentinai/persistence';
import { type TraceSpan, type Tracer, parseTraceparent } from '@sentinai/service-kit';
import { errorMessage } from '../agent/errors.ts';

/** OpenTelemetry's own limit; a batch may hold a thousand traced events. */
const MAX_LINKS = 128;

type TracedEvent = EventEnvelope & { traceparent: string };

export class BatchTrace {
  private readonly batch: TraceSpan;
  private readonly byEvent: ReadonlyMap<string, TraceSpan>;

  private constructor(tracer: Tracer, consumer: string, events: readonly TracedEvent[]) {
    this.batch = tracer.start(`${consumer} batch`, {
      kind: 'consumer',
      links: events.slice(0, MAX_LINKS).map(({ traceparent }) => traceparent),
      attributes: { 'messaging.system': 'kafka', 'messaging.batch.message_count': events.length },
    });
    this.byEvent = new Map(events.map((event) => [event.id, startSpan(tracer, consumer, event)]));
  }

  /** Runs `work`, with a trace when one of the events has one. */
  static async around<T>(
    tracer: Tracer,
    consumer: string,
    events: readonly EventEnvelope[],
    work: (trace?: BatchTrace) => Promise<T>,
  ): Promise<T> {
    const traced = events.filter(isTraced);
    if (traced.length === 0) return work();
    const trace = new BatchTrace(tracer, consumer, traced);
    try {
      return await work(trace);
    } catch (error) {
      for (const span of trace.spans()) span.fail(errorMessage(error));
      throw error;
    } finally {
      for (const span of trace.spans()) span.end();
    }
  }

  failed(event: EventEnvelope, error: unknown): void {
    this.byEvent.get(event.id)?.fail(errorMessage(error));
  }

  /** Returns the events, with the traceparent to publish under for those with a traced cause. */
  continued(events: readonly StoredEvent[]): StoredEvent[] {
    return events.map((event) => {
      const span = event.causationId === null ? undefined : this.byEvent.get(event.causationId);
      return span ? { ...event, traceparent: span.traceparent } : event;
    });
  }

  private *spans(): Generator<TraceSpan> {
    yield* this.byEvent.values();
    yield this.batch;
  }
}

const isTraced = (event: EventEnvelope): event is TracedEvent => parseTraceparent(event.traceparent)?.sampled === true;

const startSpan = (tracer: Tracer, consumer: string, event: TracedEvent): TraceSpan =>
  tracer.start(`${consumer} ${event.type}`, {
    kind: 'consumer',
    parent: event.traceparent,
    attributes: {
      'messaging.system': 'kafka',
      'messaging.operation.type': 'process',
      'messaging.consumer.group.name': `sentinai.${consumer}`,
      'sentinai.event_id': event.id,
      'sentinai.tenant_id': event.tenantId,
      'sentinai.exception_id': event.exceptionId,
      'sentinai.correlation_id': event.correlationId,
    },
  });
