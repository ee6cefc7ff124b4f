/** Converts counts and measurements to the pipeline response. Pure. */
import { EXCEPTION_STATUSES, PIPELINE_WORKERS, STAGES } from '@sentinai/contracts';
import { type DurationCounts, DurationHistogram } from '@sentinai/domain';
import { type BoundedCount, LOOKED_THROUGH, type MeasuredTotal, type PipelineCount } from '@sentinai/persistence';
import type { Durations, PipelineState, StageDurations, WorkerState } from './pipeline.dto.ts';
import type { Window } from './pipeline.window.ts';

/** Upper bound of the dead letter count. */
export const MOST_DEAD_LETTERS = 100_000;

export interface PipelineFacts {
  tenantId: string;
  /** Counted among the newest {@link LOOKED_THROUGH} + 1 exceptions. */
  counts: readonly PipelineCount[];
  inFlight: BoundedCount;
  /** Counted up to {@link MOST_DEAD_LETTERS} + 1. */
  deadLetters: number;
  window: Window;
  from: Date;
  measured: readonly MeasuredTotal[];
  asOf: Date;
}

export function toPipelineState(facts: PipelineFacts): PipelineState {
  const { counts, inFlight, deadLetters, measured, from, asOf } = facts;
  const total = sum(counts.map(({ exceptions }) => exceptions));
  const seconds = (asOf.getTime() - from.getTime()) / 1_000;
  return {
    tenant_id: facts.tenantId,
    total: Math.min(total, LOOKED_THROUGH),
    total_is_exact: total <= LOOKED_THROUGH,
    in_flight: inFlight.count,
    in_flight_is_exact: inFlight.isExact,
    by_stage: countBy(STAGES, counts, ({ stage }) => stage),
    by_status: countBy(EXCEPTION_STATUSES, counts, ({ status }) => status),
    dead_letters: Math.min(deadLetters, MOST_DEAD_LETTERS),
    dead_letters_is_exact: deadLetters <= MOST_DEAD_LETTERS,
    window: facts.window,
    from: from.toISOString(),
    as_of: asOf.toISOString(),
    workers: PIPELINE_WORKERS.map((worker) => toWorker(worker, measured, seconds)),
    durations: measured.filter(({ kind }) => kind === 'exception').map(toStage),
  };
}

function toWorker(worker: string, measured: readonly MeasuredTotal[], seconds: number): WorkerState {
  const total = measured.find(({ kind, name }) => kind === 'worker' && name === worker) ?? NOTHING;
  return {
    worker,
    processed: total.processed,
    events_per_second: rounded(total.processed / seconds),
    failures: total.retried + total.deadLettered,
    retries: total.retried,
    dead_letters: total.deadLettered,
    latency_ms: toDurations(total.durations),
  };
}

const NOTHING = { processed: 0, retried: 0, deadLettered: 0, durations: new DurationHistogram() };

const toStage = ({ name, processed, durations }: MeasuredTotal): StageDurations => ({
  stage: name,
  exceptions: processed,
  duration_ms: toDurations(durations),
});

function toDurations(counts: DurationCounts): Durations {
  const histogram = DurationHistogram.of(counts);
  const { count } = histogram;
  const quantile = (q: number): number | null => {
    const ms = histogram.quantile(q);
    return ms === null ? null : rounded(ms);
  };
  return {
    mean: count === 0 ? null : rounded(histogram.sumMs / count),
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    max: count === 0 ? null : rounded(histogram.maxMs),
  };
}

/** Rounds to three decimals, which exceeds the measured precision. */
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

/** Counts per value; 0 for a value without any. */
function countBy<Word extends string>(
  words: readonly Word[],
  counts: readonly PipelineCount[],
  wordOf: (count: PipelineCount) => Word,
): Record<Word, number> {
  const countOf = (word: Word): number =>
    sum(counts.filter((count) => wordOf(count) === word).map(({ exceptions }) => exceptions));
  return Object.fromEntries(words.map((word) => [word, countOf(word)])) as Record<Word, number>;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
