/** Deletes expired rows that are not in a partition of their day or month: in small transactions, pausing after each for as long as it took. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { RetentionSettings } from './maintenance.config.ts';

const BATCH = 10_000;
/** Time limit per table; the rest waits for the next run. */
const LONGEST_MS = 600_000;

export interface DeletedRows {
  /** Number of deleted rows, by table. */
  deleted: Record<string, number>;
  /** Messages about tables that still have expired rows, and why. */
  problems: string[];
}

export async function deleteExpiredRows(client: Client, settings: RetentionSettings): Promise<DeletedRows> {
  const outcome: DeletedRows = { deleted: {}, problems: [] };
  for (const rows of EXPIRING) {
    const { count, finished } = await deleteInBatches(client, rows, settings[rows.retention]);
    outcome.deleted[rows.table] = count;
    if (!finished) outcome.problems.push(`${rows.table} has more expired rows than could be deleted in time`);
  }
  return outcome;
}

interface ExpiringRows {
  table: string;
  retention: keyof RetentionSettings;
  /** SQL condition on the row `t`; `$1` is the instant before which rows expire. */
  expired: string;
}

const EXPIRING: readonly ExpiringRows[] = [
  { table: 'ingest_key', retention: 'ingestKeyRetentionMs', expired: 't.created_at < $1' },
  {
    table: 'dead_letter_event',
    retention: 'deadLetterRetentionMs',
    expired: `t.status in ('succeeded', 'discarded') and t.updated_at < $1`,
  },
  // Queries by the minute reach back at most an hour or a day.
  {
    table: 'measurement',
    retention: 'measurementRetentionMs',
    expired: `(t.resolution = 'hour' and t.period < $1
      or t.resolution = 'minute' and t.period < greatest($1, now() - interval '7 days'))`,
  },
  // Rows that arrived after their day was dropped. Their age counts from processing: the record may be redelivered for as long as any other.
  { table: 'event_processing_default', retention: 'inboxRetentionMs', expired: 't.processed_at < $1' },
  // Records from before their month had a partition: of events that were observed later, in a rebuild.
  { table: 'audit_record_default', retention: 'auditRetentionMs', expired: 't.occurred_at < $1' },
  // Events of foreign producers may carry any time. Events of an exception that is still active are kept.
  {
    table: 'exception_event_default',
    retention: 'eventRetentionMs',
    expired: `t.created_at < $1 and not exists (
      select from exception e where e.tenant_id = t.tenant_id and e.exception_id = t.exception_id
        and (e.updated_at >= $1 or e.events_in_flight > 0))`,
  },
];

async function deleteInBatches(
  client: Client,
  { table, expired }: ExpiringRows,
  retentionMs: number,
): Promise<{ count: number; finished: boolean }> {
  const text = `
    delete from ${table} t
    where t.ctid = any (array(select t.ctid from ${table} t where ${expired} limit $2)) and ${expired}`;
  const started = Date.now();
  const oldBefore = new Date(started - retentionMs).toISOString();
  for (let count = 0; ;) {
    const before = Date.now();
    const deleted = (await client.query(text, [oldBefore, BATCH])).rowCount ?? 0;
    count += deleted;
    if (deleted < BATCH) return { count, finished: true };
    if (Date.now() - started > LONGEST_MS) return { count, finished: false };
    await sleep(Date.now() - before);
  }
}
