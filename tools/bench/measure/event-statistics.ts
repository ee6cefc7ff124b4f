/** Statistics of the events stored in a time window, by the times of the events. */
import type { Pool } from 'pg';

export interface TimeWindow {
  from: Date;
  to: Date;
}

export const secondsOf = ({ from, to }: TimeWindow): number => (to.getTime() - from.getTime()) / 1_000;

export interface StoredInWindow {
  events: number;
  /** Exceptions whose `FeedbackCaptured` lies in the window. */
  finished: number;
}

/** In milliseconds. */
export interface Latency {
  p50: number;
  p95: number;
  p99: number;
}

/** @param schema schema of the event log: the pipeline's, or the limit's */
export async function storedIn(database: Pool, { from, to }: TimeWindow, schema = 'public'): Promise<StoredInWindow> {
  const { rows } = await database.query<{ events: string; finished: string }>(storedText(schema), [from, to]);
  return { events: Number(rows[0]?.events ?? 0), finished: Number(rows[0]?.finished ?? 0) };
}

/** Returns the times from `ExceptionIngested` to `FeedbackCaptured`, for exceptions finished in the window. */
export function latencyIn(database: Pool, { from, to }: TimeWindow): Promise<Latency> {
  return percentilesOf(database, LATENCY, [from, to, LONGEST_WAIT_SECONDS]);
}

/** Returns the times from an event of the window until this consumer had processed it. */
export function delayIn(database: Pool, { from, to }: TimeWindow, consumer: string): Promise<Latency> {
  return percentilesOf(database, DELAY, [from, to, consumer]);
}

async function percentilesOf(database: Pool, text: string, values: unknown[]): Promise<Latency> {
  const { rows } = await database.query<{ percentiles: number[] | null }>(text, values);
  const [p50 = 0, p95 = 0, p99 = 0] = rows[0]?.percentiles ?? [];
  return { p50, p95, p99 };
}

/** Returns the number of events ever stored, from PostgreSQL's statistics: a second or two late, but free. */
export async function eventsInserted(database: Pool): Promise<number> {
  const { rows } = await database.query<{ inserted: string }>(INSERTED);
  return Number(rows[0]?.inserted ?? 0);
}

/** Longest possible end-to-end time; it bounds the partitions that are scanned. */
const LONGEST_WAIT_SECONDS = 3_600;

const storedText = (schema: string): string => `
  select count(*) as events, count(*) filter (where event_type = 'FeedbackCaptured') as finished
  from ${schema}.exception_event where created_at >= $1 and created_at < $2`;

const LATENCY = `
  select percentile_disc(array[0.5, 0.95, 0.99]) within group (
    order by (extract(epoch from last.created_at - first.created_at) * 1000)::integer) as percentiles
  from exception_event last
  join exception_event first on first.tenant_id = last.tenant_id and first.exception_id = last.exception_id
    and first.sequence = 1 and first.created_at >= $1::timestamptz - $3 * interval '1 second' and first.created_at < $2
  where last.event_type = 'FeedbackCaptured' and last.created_at >= $1 and last.created_at < $2`;

const DELAY = `
  select percentile_disc(array[0.5, 0.95, 0.99]) within group (
    order by (extract(epoch from processed_at - event_time) * 1000)::integer) as percentiles
  from event_processing where consumer = $3 and event_time >= $1 and event_time < $2`;

const INSERTED = `select coalesce(sum(n_tup_ins), 0) as inserted from pg_stat_user_tables
  where schemaname = 'public' and relname like 'exception_event%'`;
