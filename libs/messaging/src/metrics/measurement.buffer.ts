/** Measurements in memory, summed by subject and minute until they are stored. Bounded. */
import { DurationHistogram } from '@sentinai/domain';
import type { MeasuredCounts, Measurement, MeasurementSubject } from '@sentinai/persistence';

const MINUTE_MS = 60_000;

export type Measured = MeasuredCounts & Pick<Measurement, 'durations'>;

interface Sum extends Measurement {
  durations: DurationHistogram;
}

export class MeasurementBuffer {
  private sums = new Map<string, Sum>();

  /** @param limit maximum number of subject-minute pairs */
  constructor(private readonly limit: number) {}

  /** Adds a measurement of a subject at an instant. Returns false when there is no room and it is dropped. */
  add(subject: MeasurementSubject, atMs: number, measured: Measured): boolean {
    const minuteMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
    const sum = this.sumOf(subject, minuteMs);
    if (!sum) return false;
    sum.processed += measured.processed;
    sum.retried += measured.retried;
    sum.deadLettered += measured.deadLettered;
    sum.durations.merge(measured.durations);
    return true;
  }

  /** Returns everything and starts empty. */
  take(): Measurement[] {
    const taken = [...this.sums.values()];
    this.sums = new Map();
    return taken;
  }

  private sumOf({ tenantId, kind, name }: MeasurementSubject, minuteMs: number): Sum | undefined {
    const key = `${minuteMs} ${kind} ${name} ${tenantId}`;
    let sum = this.sums.get(key);
    if (!sum && this.sums.size < this.limit) {
      sum = {
        tenantId,
        kind,
        name,
        minute: new Date(minuteMs),
        processed: 0,
        retried: 0,
        deadLettered: 0,
        durations: new DurationHistogram(),
      };
      this.sums.set(key, sum);
    }
    return sum;
  }
}
