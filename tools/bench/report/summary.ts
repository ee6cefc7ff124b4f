/** The last line: the key figures for comparison. Pure. */
import { doubledOf, lostOf } from '../measure/integrity.ts';
import type { BenchResult } from './result.ts';

export interface Summary {
  seconds: number;
  events_per_min: number;
  exceptions_per_s: number;
  p95_ms_full: number;
  p95_ms_search: number;
  /** Null when skipped, like the figures of the limit. */
  p95_ms_half: number | null;
  limit_events_per_min: number | null;
  limit_ratio: number | null;
  backlog_flat: boolean;
  worker_rss_mb_max: number;
  lost: number;
  doubled: number;
}

/** Processes of the stack that are not workers. */
const OTHERS = new Set(['PostgreSQL', 'Kafka', 'Redis', 'gateway', 'demo-tools', 'ops-api', 'load generator']);

export const isWorker = (name: string): boolean => !OTHERS.has(name);

export function summaryOf({ full, half, limit, integrity }: BenchResult): Summary {
  const eventsPerMinute = perMinute(full);
  const limitPerMinute = limit && perMinute(limit);
  return {
    seconds: rounded(full.seconds, 0),
    events_per_min: rounded(eventsPerMinute, 0),
    exceptions_per_s: rounded(full.finished / full.seconds, 1),
    p95_ms_full: full.latency.p95,
    p95_ms_search: full.searchable.p95,
    p95_ms_half: half && half.latency.p95,
    limit_events_per_min: limitPerMinute && rounded(limitPerMinute, 0),
    limit_ratio: limitPerMinute && rounded(eventsPerMinute / limitPerMinute, 3),
    backlog_flat: full.backlog.flat && full.lag.flat,
    worker_rss_mb_max: rounded(
      Math.max(0, ...full.use.filter(({ name }) => isWorker(name)).map((one) => one.rssMbMax)),
      0,
    ),
    lost: lostOf(integrity),
    doubled: doubledOf(integrity),
  };
}

export const perMinute = ({ events, seconds }: { events: number; seconds: number }): number => (60 * events) / seconds;

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
