/** Measures committed batches: for Prometheus by worker, for the database by tenant. */
import { Logger } from '@nestjs/common';
import { DurationHistogram } from '@sentinai/domain';
import type { MeasuringAgent } from '../agent/agent.ts';
import { tallyByTenant } from './batch-tally.ts';
import type { BatchWatch, CommittedBatch, MeasuredBatch } from './batch-watch.ts';
import type { MeasurementRecorder } from './measurement.recorder.ts';
import type { WorkerMetrics } from './worker.metrics.ts';

/** The consumer whose batches are measured. */
export interface MeasuredConsumer {
  options: { name: string };
  /** Absent for an observer. */
  agent?: MeasuringAgent;
}

export class BatchMeasurer implements BatchWatch {
  private readonly log = new Logger(BatchMeasurer.name);

  constructor(
    private readonly registered: MeasuredConsumer,
    private readonly metrics: WorkerMetrics,
    private readonly recorder: Pick<MeasurementRecorder, 'add'>,
  ) {}

  committed(done: CommittedBatch): void {
    try {
      this.metrics.committed(done);
      this.measureEvents(done.batch, Date.now());
      this.measureExceptions(done.batch, Date.now());
    } catch (error) {
      this.log.warn(`A batch could not be measured: ${(error as Error).message}`);
    }
  }

  private measureEvents(batch: MeasuredBatch, nowMs: number): void {
    const { name } = this.registered.options;
    for (const [tenantId, tally] of tallyByTenant(batch, nowMs)) {
      this.metrics.latencies(tally.durations);
      this.recorder.add({ tenantId, kind: 'worker', name }, nowMs, tally);
    }
  }

  /** Adds the agent's own measurements of the exceptions it decided on. */
  private measureExceptions(batch: MeasuredBatch, nowMs: number): void {
    const { agent } = this.registered;
    // Most agents have none, so their events are skipped.
    if (!agent?.durations) return;
    for (const event of batch.events ?? []) {
      const exception = batch.find?.(event);
      for (const [name, ms] of Object.entries((exception && agent.durations(event, exception)) ?? {})) {
        const durations = new DurationHistogram();
        durations.add(ms);
        const subject = { tenantId: event.tenantId, kind: 'exception', name } as const;
        this.recorder.add(subject, nowMs, { processed: 1, retried: 0, deadLettered: 0, durations });
      }
    }
  }
}
