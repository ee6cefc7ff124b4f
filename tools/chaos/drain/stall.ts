/** Describes what is stuck when the pipeline stalls, to point to the relevant log. */
import type { Pool } from 'pg';
import type { SupervisedProcess } from '../../local-stack/process/supervised-process.ts';

const PATIENCE_MS = 5_000;

const SECTIONS: readonly { title: string; sql: string }[] = [
  {
    title: 'exceptions with events in flight, by stage',
    sql: `select tenant_id, stage, count(*) as exceptions, sum(events_in_flight) as events,
        min(exception_id) as first_one, min(updated_at) as oldest_change
      from exception where events_in_flight <> 0 group by tenant_id, stage order by exceptions desc limit 20`,
  },
  {
    title: 'events that nobody has processed, by type',
    sql: `select v.event_type, count(*) as events, min(v.created_at) as oldest, min(v.exception_id) as first_one
      from exception e join exception_event v using (tenant_id, exception_id)
      where e.events_in_flight <> 0 and not exists (select from event_processing p where p.event_id = v.event_id)
      group by v.event_type order by events desc limit 20`,
  },
  {
    title: 'outbox',
    sql: `select producer, shard, count(*) as events, min(event_time) as oldest
      from outbox group by producer, shard order by producer, shard`,
  },
  {
    title: 'dead letters',
    sql: `select consumer, topic, error_code, count(*) as records, min(error) as error
      from dead_letter_event group by consumer, topic, error_code order by records desc limit 20`,
  },
  {
    title: 'database sessions in a transaction',
    sql: `select usename, application_name, state, wait_event_type, wait_event, now() - xact_start as open_for, left(query, 60) as query
      from pg_stat_activity where xact_start < now() - interval '5 seconds' order by xact_start limit 20`,
  },
];

/** Returns the lines to print. A failed query gets its own line. */
export async function describeStall(owner: Pool, apps: ReadonlyMap<string, SupervisedProcess>): Promise<string[]> {
  const sections = await Promise.all(SECTIONS.map((section) => linesOf(owner, section)));
  const workers = await Promise.all([...apps].map(([name, app]) => readinessOf(name, app)));
  return [...sections.flat(), 'readiness and lag of each app:', ...workers];
}

async function linesOf(owner: Pool, { title, sql }: { title: string; sql: string }): Promise<string[]> {
  try {
    const { rows } = await owner.query<Record<string, unknown>>(sql);
    return rows.length === 0 ? [] : [`${title}:`, ...rows.map((row) => `  ${JSON.stringify(row)}`)];
  } catch (error) {
    return [`${title}: ${(error as Error).message}`];
  }
}

async function readinessOf(name: string, { port, pid }: SupervisedProcess): Promise<string> {
  if (pid === undefined) return `  ${name}: down`;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal });
    return `  ${name}: ${response.status} ${await response.text()}`;
  } catch (error) {
    return `  ${name}: ${(error as Error).message}`;
  }
}
