/** Results of a run. */
import type { EventMix } from '../measure/event-mix.ts';
import type { Latency } from '../measure/event-statistics.ts';
import type { Trend } from '../measure/flatness.ts';
import type { Integrity } from '../measure/integrity.ts';
import type { Percentiles } from '../measure/percentiles.ts';
import type { ProcessUse } from '../measure/process-meter.ts';

export interface BenchResult {
  full: LoadResult;
  /** Null when skipped. */
  half: LoadResult | null;
  limit: LimitResult | null;
  queries: QueryResult[];
  integrity: Integrity;
  mix: EventMix;
}

export interface LoadResult {
  seconds: number;
  events: number;
  finished: number;
  latency: Latency;
  /** From the event of a new or changed text until search finds it. */
  searchable: Latency;
  use: ProcessUse[];
  backlog: Trend;
  lag: Trend;
}

export interface LimitResult {
  seconds: number;
  events: number;
  finished: number;
  use: ProcessUse[];
}

/** Latency of a read route, in milliseconds. */
export interface QueryResult extends Percentiles {
  name: string;
  /** The request of this kind with the highest 95th percentile, without ids. */
  slowest: { request: string; p95: number };
}
