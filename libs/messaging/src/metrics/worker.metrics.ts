/** A worker's Prometheus metrics. One sample per batch, never per event. docs/metrics.md lists them all. */
import { DurationHistogram, bucketLimitMs } from '@sentinai/domain';
import { type HistogramReading, Metrics } from '@sentinai/service-kit';
import { Injectable } from '@nestjs/common';
import type { BatchReport } from '../runtime/batch.processor.ts';
import type { CommittedBatch } from './batch-watch.ts';

/** Possible outcomes of an event, as values of the label `result`. */
const RESULTS: Readonly<Record<Exclude<keyof BatchReport, 'emitted'>, string>> = {
  processed: 'processed',
  duplicates: 'duplicate',
  deadLetters: 'dead_lettered',
  retried: 'retried',
  parked: 'parked',
};

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Each latency bound is twice the previous one: 1 ms to 2^20 ms, 17 minutes. */
const LATENCY_BUCKETS = Array.from({ length: 21 }, (_, doubling) => doubling * 4);

@Injectable()
export class WorkerMetrics {
  private readonly latency = new DurationHistogram();
  private readonly events;
  private readonly emitted;
  private readonly failures;
  private readonly pausedSeconds;
  private readonly batchSize;
  private readonly batch;
  private readonly decide;
  private readonly database;
  private readonly publish;
  private readonly lag;

  constructor(private readonly metrics: Metrics) {
    this.events = metrics.counter({
      name: 'sentinai_events_consumed_total',
      help: 'Events consumed from Kafka, by outcome.',
      labelNames: ['result'],
    });
    this.emitted = metrics.counter({ name: 'sentinai_events_emitted_total', help: 'Events stored and published.' });
    this.failures = metrics.counter({
      name: 'sentinai_batch_failures_total',
      help: 'Batches that failed as a whole and were retried.',
    });
    this.pausedSeconds = metrics.counter({
      name: 'sentinai_consumption_paused_seconds_total',
      help: 'Time for which consumption of partitions was paused because the database was slow, summed over partitions.',
    });
    this.batchSize = metrics.histogram({
      name: 'sentinai_batch_events',
      help: 'Records per batch.',
      buckets: [1, 5, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000],
    });
    this.batch = this.seconds(
      'sentinai_batch_duration_seconds',
      'From the start of a batch until all its events are published.',
    );
    this.decide = this.seconds('sentinai_batch_decide_seconds', 'Deciding the events of one transaction.');
    this.database = this.seconds('sentinai_batch_database_seconds', 'The transaction of a batch, without deciding.');
    this.publish = this.seconds('sentinai_batch_publish_seconds', 'Publishing the events of one transaction.');
    this.lag = metrics.gauge({
      name: 'sentinai_consumer_lag_events',
      help: 'Records that the consumer group has yet to read, over all its replicas. NaN while Kafka cannot be queried.',
    });
    metrics.foldedHistogram({
      name: 'sentinai_event_latency_seconds',
      help: "From an event's own time until it was processed: stored, decided and its decision published.",
      read: () => readingOf(this.latency),
    });
  }

  /** Records a finished batch. */
  handled(records: number, seconds: number, report: BatchReport): void {
    for (const [field, result] of Object.entries(RESULTS)) {
      this.events.inc({ result }, report[field as keyof typeof RESULTS]);
    }
    this.emitted.inc(report.emitted);
    this.batchSize.observe(records);
    this.batch.observe(seconds);
  }

  paused(seconds: number): void {
    this.pausedSeconds.inc(seconds);
  }

  /** Records a batch that failed as a whole. */
  failed(): void {
    this.failures.inc();
  }

  /** Records a transaction that is committed and published. */
  committed({ decideMs, transactionMs, publishMs }: Omit<CommittedBatch, 'batch'>): void {
    this.decide.observe(decideMs / 1_000);
    this.database.observe((transactionMs - decideMs) / 1_000);
    this.publish.observe(publishMs / 1_000);
  }

  latencies(latencies: DurationHistogram): void {
    this.latency.merge(latencies);
  }

  /** @param records undefined when unknown */
  lagging(records: number | undefined): void {
    this.lag.set(records ?? NaN);
  }

  private seconds(name: string, help: string) {
    return this.metrics.histogram({ name, help, buckets: SECONDS });
  }
}

function readingOf(histogram: DurationHistogram): HistogramReading {
  let count = 0;
  let next = 0;
  const upTo = LATENCY_BUCKETS.map((last) => {
    for (; next <= last; next += 1) count += histogram.buckets[next] ?? 0;
    return { bound: bucketLimitMs(last) / 1_000, count };
  });
  return { upTo, count: histogram.count, sum: histogram.sumMs / 1_000 };
}
