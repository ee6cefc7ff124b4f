import { expect, it } from '@jest/globals';
import type { BenchResult, LoadResult } from './result.ts';
import { summaryOf } from './summary.ts';

const trend = { level: 1, growth: 0, flat: true };
const use = (name: string, rssMbMax: number) => ({ name, rssMbMax, rssMb: [rssMbMax], cpuSeconds: 1 });
const full: LoadResult = {
  seconds: 30,
  events: 3_000,
  finished: 300,
  latency: { p50: 10, p95: 20, p99: 30 },
  searchable: { p50: 1, p95: 2, p99: 3 },
  use: [use('triage', 150.4), use('PostgreSQL', 900), use('load generator', 400)],
  backlog: trend,
  lag: { ...trend, flat: false },
};
const integrity = {
  accepted: 10,
  finished: 8,
  waiting: 1,
  withGaps: 0,
  doubledEvents: 0,
  deadLetters: 0,
  toolExecutions: 5,
  doubledEffects: 2,
  lostEffects: 0,
};
const result: BenchResult = {
  full,
  half: null,
  limit: { seconds: 60, events: 12_000, finished: 0, use: [] },
  queries: [],
  integrity,
  mix: { exceptions: 1, eventsPerException: 10, payloadBytes: 1, perHundred: [] },
};

it('says per minute what was stored, what share of the limit that is, and what went wrong', () => {
  expect(summaryOf(result)).toEqual({
    seconds: 30,
    events_per_min: 6_000,
    exceptions_per_s: 10,
    p95_ms_full: 20,
    p95_ms_search: 2,
    p95_ms_half: null,
    limit_events_per_min: 12_000,
    limit_ratio: 0.5,
    backlog_flat: false,
    worker_rss_mb_max: 150,
    lost: 1,
    doubled: 2,
  });
});
