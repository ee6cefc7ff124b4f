/** An agent's Prometheus metrics. One sample per batch, never per event. docs/metrics.md lists them all. */
import { DurationHistogram, bucketLimitMs } from '@sentinai/domain';
import { type HistogramReading, Metrics } from '@sentinai/service-kit';
import type { BatchReport } from '../runtime/batch-report.ts';
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
  private readonly age;

  /** @param agent name of the agent, the label `agent` of every sample: the agents of a process share the metrics */
  constructor(
    private readonly metrics: Metrics,
    private readonly agent: string,
  ) {
    this.events = metrics.counter({
      name: 'sentinai_events_consumed_total',
      help: 'Events consumed from Kafka, by outcome.',
      labelNames: ['agent', 'result'],
    });
    this.emitted = this.counter('sentinai_events_emitted_total', 'Events stored and published.');
    this.failures = this.counter('sentinai_batch_failures_total', 'Batches that failed as a whole and were retried.');
    this.pausedSeconds = this.counter(
      'sentinai_consumption_paused_seconds_total',
      'Time for which consumption of partitions was paused because the database was slow, summed over partitions.',
    );
    this.batchSize = this.histogram(
      'sentinai_batch_events',
      'Records per batch.',
      [1, 5, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000],
    );
    this.batch = this.seconds(
      'sentinai_batch_duration_seconds',
      'From the start of a batch until all its events are published.',
    );
    this.decide = this.seconds('sentinai_batch_decide_seconds', 'Deciding the events of one transaction.');
    this.database = this.seconds('sentinai_batch_database_seconds', 'The transaction of a batch, without deciding.');
    this.publish = this.seconds('sentinai_batch_publish_seconds', 'Publishing the events of one transaction.');
    this.lag = this.gauge(
      'sentinai_consumer_lag_events',
      'Records that the consumer group has yet to read, over all its replicas. NaN while Kafka cannot be queried.',
    );
    this.age = this.gauge(
      'sentinai_consumer_age_seconds',
      'Age of the newest record that this copy is done with; 0 when nothing is left to read, NaN while unknown.',
    );
    metrics.foldedHistogram({
      name: 'sentinai_event_latency_seconds',
      help: "From an event's own time until it was processed: stored, decided and its decision published.",
      labels: { agent },
      read: () => readingOf(this.latency),
    });
  }

  /** Records a finished batch. */
  handled(records: number, seconds: number, report: BatchReport): void {
    for (const [field, result] of Object.entries(RESULTS)) {
      this.events.inc({ agent: this.agent, result }, report[field as keyof typeof RESULTS]);
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

  /** Records how far behind the agent is: records to read, and seconds. Undefined when unknown. */
  lagging(records: number | undefined, ageSeconds: number | undefined): void {
    this.lag.set(records ?? NaN);
    this.age.set(ageSeconds ?? NaN);
  }

  private seconds(name: string, help: string) {
    return this.histogram(name, help, SECONDS);
  }

  private counter(name: string, help: string) {
    const counter = this.metrics.counter({ name, help, labelNames: ['agent'] }).labels({ agent: this.agent });
    // Without a first value the sample would be missing, and an alert on its rate would miss the first increase.
    counter.inc(0);
    return counter;
  }

  private gauge(name: string, help: string) {
    return this.metrics.gauge({ name, help, labelNames: ['agent'] }).labels({ agent: this.agent });
  }

  private histogram(name: string, help: string, buckets: number[]) {
    return this.metrics.histogram({ name, help, labelNames: ['agent'], buckets }).labels({ agent: this.agent });
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
