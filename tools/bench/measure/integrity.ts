/** Integrity check: compares accepted exceptions with stored ones, and the tools' effects with the requested calls. */
import type { Pool } from 'pg';
import { PREFILL_PREFIX } from '../prefill/prefill.ts';

export interface Integrity {
  /** Exceptions that intake accepted. */
  accepted: number;
  /** Accepted exceptions that are settled and have a `FeedbackCaptured`. */
  finished: number;
  /** Accepted exceptions that are settled and wait for a person. */
  waiting: number;
  /** Exceptions whose timeline has a gap, or more or fewer events than it should. */
  withGaps: number;
  /** Duplicate event ids, and any `FeedbackCaptured` after the first of an exception. */
  doubledEvents: number;
  deadLetters: number;
  /** Finished tool calls, according to the platform. */
  toolExecutions: number;
  /** External effects beyond one per idempotency key, and conflicts. */
  doubledEffects: number;
  /** Finished executions that are unknown to the tools. */
  lostEffects: number;
}

export const lostOf = ({ accepted, finished, waiting, withGaps, lostEffects }: Integrity): number =>
  Math.max(0, accepted - finished - waiting) + withGaps + lostEffects;

export const doubledOf = ({ doubledEvents, doubledEffects }: Integrity): number => doubledEvents + doubledEffects;

/** Checks the exceptions whose id begins with `prefix`. The tools' ledger must not have forgotten any of them. */
export async function checkIntegrity(
  database: Pool,
  { prefix, accepted, toolsUrl }: { prefix: string; accepted: number; toolsUrl: string | undefined },
): Promise<Integrity> {
  const client = await database.connect();
  try {
    await client.query(`set work_mem = '512MB'`);
    const { rows } = await client.query<Record<keyof Stored, string>>(CHECK, [`${prefix}%`, PREFILL_PREFIX]);
    const counts = Object.entries(rows[0] ?? {}).map(([name, count]) => [name, Number(count)]);
    const stored = Object.fromEntries(counts) as Stored;
    return { accepted, ...stored, ...(await effects(stored.toolExecutions, toolsUrl)) };
  } finally {
    client.release(true);
  }
}

type Stored = Pick<Integrity, 'finished' | 'waiting' | 'withGaps' | 'doubledEvents' | 'deadLetters' | 'toolExecutions'>;

/** Compares the tools' ledger with the executions; both include the rehearsal. */
async function effects(executions: number, toolsUrl: string | undefined) {
  if (toolsUrl === undefined) return { doubledEffects: 0, lostEffects: 0 };
  const ledger = (await (await fetch(`${toolsUrl}/_ledger`)).json()) as Ledger;
  const done = Object.values(ledger.effects_by_tool).reduce((sum, count) => sum + count, 0);
  const known = ledger.keys + ledger.forgotten;
  return {
    doubledEffects: Math.max(0, done + ledger.refused - known) + ledger.conflicts + ledger.without_key,
    lostEffects: Math.max(0, executions - known),
  };
}

interface Ledger {
  keys: number;
  conflicts: number;
  without_key: number;
  refused: number;
  forgotten: number;
  effects_by_tool: Record<string, number>;
}

const CHECK = `
  with timeline as (
    select tenant_id, exception_id, count(*) as events, min(sequence) as first, max(sequence) as last,
      count(*) filter (where event_type = 'FeedbackCaptured') as feedbacks
    from exception_event where exception_id like $1 group by tenant_id, exception_id
  )
  select
    count(*) filter (where e.events_in_flight = 0 and t.feedbacks >= 1) as finished,
    count(*) filter (where e.events_in_flight = 0 and t.feedbacks = 0 and e.stage like 'awaiting%') as waiting,
    count(*) filter (where t.first is distinct from 1 or t.last is distinct from t.events
      or t.events is distinct from e.event_count) as "withGaps",
    coalesce(sum(greatest(t.feedbacks - 1, 0)), 0) + (
      select count(*) - count(distinct event_id) from exception_event where exception_id like $1) as "doubledEvents",
    (select count(*) from dead_letter_event) as "deadLetters",
    (select count(*) from tool_execution
      where completed_at is not null and not starts_with(exception_id, $2)) as "toolExecutions"
  from exception e left join timeline t using (tenant_id, exception_id)
  where e.exception_id like $1`;
