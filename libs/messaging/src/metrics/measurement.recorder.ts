/**
 * Stores a worker's measurements every ten seconds and at shutdown. It never blocks the worker: failed writes are
 * retried with the next flush, and a killed process loses its last ten seconds. These are measurements; the log is
 * the record.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Measurement, MeasurementRepository, MeasurementSubject, TenantTransactions } from '@sentinai/persistence';
import type { Metrics } from '@sentinai/service-kit';
import { type Measured, MeasurementBuffer } from './measurement.buffer.ts';

const FLUSH_MS = 10_000;
/** A few minutes of a thousand tenants; at most about 15 MB. */
const BUFFER_LIMIT = 20_000;
const ROWS_AT_ONCE = 1_000;
/** Shutdown waits no longer than this for the last measurements. */
const LAST_FLUSH_MS = 3_000;

export interface RecorderParts {
  transactions: TenantTransactions;
  repository: MeasurementRepository;
  /** Name of this replica of the worker, unique among the replicas. */
  instance: string;
  metrics: Metrics;
}

export class MeasurementRecorder implements OnApplicationShutdown {
  private readonly log = new Logger(MeasurementRecorder.name);
  private readonly buffer = new MeasurementBuffer(BUFFER_LIMIT);
  private readonly timer = setInterval(() => void this.flush(), FLUSH_MS).unref();
  private readonly failures;
  private readonly discarded;
  private flushing: Promise<void> | undefined;

  constructor(private readonly parts: RecorderParts) {
    this.failures = parts.metrics.counter({
      name: 'sentinai_measurement_failures_total',
      help: 'Failed attempts to store the measurements by tenant; they are kept and retried.',
    });
    this.discarded = parts.metrics.counter({
      name: 'sentinai_measurements_discarded_total',
      help: 'Measurements by tenant dropped, because too many could not be stored.',
    });
  }

  /** Adds a measurement of a subject at an instant. Returns at once. */
  add(subject: MeasurementSubject, atMs: number, measured: Measured): void {
    if (!this.buffer.add(subject, atMs, measured)) this.discarded.inc();
  }

  /** Stores all buffered measurements. Never throws. */
  async flush(): Promise<void> {
    this.flushing ??= this.store(this.buffer.take()).finally(() => (this.flushing = undefined));
    await this.flushing;
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    const last = async (): Promise<void> => {
      await this.flushing;
      await this.flush();
    };
    await Promise.race([last(), delay(LAST_FLUSH_MS, undefined, { ref: false })]);
  }

  private async store(measurements: Measurement[]): Promise<void> {
    const { transactions, repository, instance } = this.parts;
    while (measurements.length > 0) {
      const rows = measurements.splice(0, ROWS_AT_ONCE);
      try {
        const tenants = [...new Set(rows.map(({ tenantId }) => tenantId))];
        await transactions.run(tenants, (tx) => repository.add(tx, instance, rows));
      } catch (error) {
        this.failures.inc();
        this.log.warn(`Measurements could not be stored and are kept: ${(error as Error).message}`);
        for (const row of [...rows, ...measurements]) this.add(row, row.minute.getTime(), row);
        return;
      }
    }
  }
}
