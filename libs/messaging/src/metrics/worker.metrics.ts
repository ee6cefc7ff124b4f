/** What a worker says of its work. One sample per batch, never per event. */
import { Metrics } from '@sentinai/service-kit';
import { Injectable } from '@nestjs/common';
import type { BatchReport } from '../runtime/batch.processor.ts';

@Injectable()
export class WorkerMetrics {
  private readonly events;
  private readonly emitted;
  private readonly batchSize;
  private readonly batchSeconds;
  private readonly failures;
  private readonly pausedSeconds;

  constructor(metrics: Metrics) {
    this.events = metrics.counter({
      name: 'sentinai_events_consumed_total',
      help: 'Events taken from Kafka, by what became of them.',
      labelNames: ['result'],
    });
    this.emitted = metrics.counter({ name: 'sentinai_events_emitted_total', help: 'Events stored and published.' });
    this.batchSize = metrics.histogram({
      name: 'sentinai_batch_events',
      help: 'Events in one transaction.',
      buckets: [1, 5, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000],
    });
    this.batchSeconds = metrics.histogram({
      name: 'sentinai_batch_duration_seconds',
      help: 'From the first look at a batch until its events are published.',
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    });
    this.failures = metrics.counter({
      name: 'sentinai_batch_failures_total',
      help: 'Batches that failed as a whole and were tried again.',
    });
    this.pausedSeconds = metrics.counter({
      name: 'sentinai_consumption_paused_seconds_total',
      help: 'Time for which partitions were not worked on because the database is slow, summed over them.',
    });
  }

  batch(records: number, seconds: number, report: BatchReport): void {
    this.events.inc({ result: 'processed' }, report.processed);
    this.events.inc({ result: 'duplicate' }, report.duplicates);
    this.events.inc({ result: 'dead_lettered' }, report.deadLetters);
    this.emitted.inc(report.emitted);
    this.batchSize.observe(records);
    this.batchSeconds.observe(seconds);
  }

  paused(seconds: number): void {
    this.pausedSeconds.inc(seconds);
  }

  batchFailed(): void {
    this.failures.inc();
  }
}
