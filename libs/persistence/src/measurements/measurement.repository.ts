/** Stores the workers' measurements, each process in its own rows, by minute and by hour. */
import { DurationHistogram } from '@sentinai/domain';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import type { Measurement } from './measurement.ts';

const HOUR_MS = 3_600_000;

export class MeasurementRepository {
  /** Adds to what the process has already stored for the same minutes and hours. */
  async add(tx: Transaction, instance: string, measurements: readonly Measurement[]): Promise<void> {
    if (measurements.length === 0) return;
    await this.addRows(tx, 'minute', instance, measurements);
    await this.addRows(tx, 'hour', instance, byHour(measurements));
  }

  private async addRows(
    tx: Transaction,
    resolution: 'minute' | 'hour',
    instance: string,
    rows: readonly Measurement[],
  ): Promise<void> {
    await tx.run(ADD, [
      resolution,
      instance,
      rows.map((row) => row.tenantId),
      rows.map((row) => row.minute.toISOString()),
      rows.map((row) => row.kind),
      rows.map((row) => row.name),
      rows.map((row) => row.processed),
      rows.map((row) => row.retried),
      rows.map((row) => row.deadLettered),
      rows.map((row) => `{${row.durations.buckets.join(',')}}`),
      rows.map((row) => row.durations.sumMs),
      rows.map((row) => row.durations.maxMs),
    ]);
  }
}

/** Returns the measurements with the minutes of an hour summed under its first instant. */
function byHour(measurements: readonly Measurement[]): Measurement[] {
  const hours = new Map<string, Measurement>();
  for (const one of measurements) {
    const minute = new Date(Math.floor(one.minute.getTime() / HOUR_MS) * HOUR_MS);
    const key = JSON.stringify([one.tenantId, one.kind, one.name, minute.getTime()]);
    const before = hours.get(key);
    hours.set(key, before ? { ...before, ...sumOf(before, one) } : { ...one, minute });
  }
  return [...hours.values()];
}

const sumOf = (a: Measurement, b: Measurement): Partial<Measurement> => ({
  processed: a.processed + b.processed,
  retried: a.retried + b.retried,
  deadLettered: a.deadLettered + b.deadLettered,
  durations: DurationHistogram.of(a.durations, b.durations),
});

// The buckets come as text: an array of arrays would have to be rectangular.
const ADD: Statement = {
  name: 'measurement.add',
  text: `
    insert into measurement as m (resolution, instance, tenant_id, period, kind, name, processed, retried, dead_lettered,
      duration_buckets, duration_sum_ms, duration_max_ms)
    select $1, $2, r.tenant_id, r.period, r.kind, r.name, r.processed, r.retried, r.dead_lettered,
      r.buckets::bigint[], r.sum_ms, r.max_ms
    from unnest($3::varchar[], $4::timestamptz[], $5::varchar[], $6::varchar[], $7::bigint[], $8::bigint[], $9::bigint[],
      $10::text[], $11::float8[], $12::float8[])
      as r(tenant_id, period, kind, name, processed, retried, dead_lettered, buckets, sum_ms, max_ms)
    on conflict (tenant_id, resolution, period, kind, name, instance) do update set
      processed = m.processed + excluded.processed,
      retried = m.retried + excluded.retried,
      dead_lettered = m.dead_lettered + excluded.dead_lettered,
      duration_buckets = add_counts(m.duration_buckets, excluded.duration_buckets),
      duration_sum_ms = m.duration_sum_ms + excluded.duration_sum_ms,
      duration_max_ms = greatest(m.duration_max_ms, excluded.duration_max_ms)`,
};
