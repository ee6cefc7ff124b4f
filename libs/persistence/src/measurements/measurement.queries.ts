/** Measurements of a tenant in a time span, over all replicas of the workers. */
import type { DurationCounts } from '@sentinai/domain';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import type { MeasuredCounts, MeasurementKind } from './measurement.ts';

export interface MeasurementSpan {
  /** Whole minutes or whole hours. An hour needs a sixtieth of the rows. */
  resolution: 'minute' | 'hour';
  /** The first instant of the first minute or hour. */
  from: Date;
}

/** Current total under a name, since the span began. */
export interface MeasuredTotal extends MeasuredCounts {
  kind: MeasurementKind;
  name: string;
  durations: DurationCounts;
}

export class MeasurementQueries {
  /** Returns totals by name; names without measurements in the span are absent. */
  async totals(tx: Transaction, tenantId: string, { resolution, from }: MeasurementSpan): Promise<MeasuredTotal[]> {
    const rows = await tx.rows<TotalRow>(TOTALS, [tenantId, resolution, from.toISOString()]);
    return rows.map(({ buckets, sumMs, maxMs, ...total }) => ({ ...total, durations: { buckets, sumMs, maxMs } }));
  }
}

type TotalRow = Omit<MeasuredTotal, 'durations'> & DurationCounts;

// Counts fit into a double, which the driver reads as a number: 2^53 events are more than a century at a million a
// second.
const TOTALS: Statement = {
  name: 'measurement.totals',
  text: `
    with rows as (
      select * from measurement where tenant_id = $1 and resolution = $2 and period >= $3::timestamptz
    ), buckets as (
      select kind, name, place, sum(count)::float8 as count
      from rows, unnest(duration_buckets) with ordinality as b(count, place)
      group by kind, name, place
    ), counts as (
      select kind, name, sum(processed)::float8 as processed, sum(retried)::float8 as retried,
        sum(dead_lettered)::float8 as "deadLettered", sum(duration_sum_ms) as "sumMs", max(duration_max_ms) as "maxMs"
      from rows group by kind, name
    )
    select counts.*, array(
        select count from buckets b where b.kind = counts.kind and b.name = counts.name order by place
      ) as buckets
    from counts order by kind, name`,
};
