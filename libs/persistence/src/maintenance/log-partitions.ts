/**
 * Partitions of the event log and the inbox, one a day, and of the audit trail, one a month: created ahead of time, frozen after their
 * time, dropped when expired.
 */
import { type Client, escapeIdentifier } from 'pg';
import type { RetentionSettings } from './maintenance.config.ts';
import { withBriefLocks } from './lock-patience.ts';

/** The days that have partitions, relative to today. */
export const PARTITION_DAYS = { back: 1, ahead: 14 } as const;

/** The number of months after this one that have partitions of the audit trail. */
export const AUDIT_MONTHS_AHEAD = 2;

/** Retention of each partitioned log, in milliseconds. */
const logRetentions = (settings: RetentionSettings): Record<string, number> => ({
  exception_event: settings.eventRetentionMs,
  event_processing: settings.inboxRetentionMs,
  audit_record: settings.auditRetentionMs,
});

/** @returns the new partitions; null when the locks for them were not granted */
export async function makePartitions(client: Client, settings: RetentionSettings): Promise<string[] | null> {
  const before = new Set((await listPartitions(client, settings)).map(({ name }) => name));
  const done = await withBriefLocks(client, async () => {
    await client.query('select ensure_partitions($1, $2)', [PARTITION_DAYS.back, PARTITION_DAYS.ahead]);
    await client.query('select ensure_audit_partitions($1)', [AUDIT_MONTHS_AHEAD]);
  });
  if (!done) return null;
  const after = await listPartitions(client, settings);
  return after.map(({ name }) => name).filter((name) => !before.has(name));
}

export interface DroppedPartitions {
  dropped: string[];
  /** Messages about expired partitions that were not dropped, and why. */
  problems: string[];
}

/** Drops the partitions whose whole time is older than its log's retention, oldest first. */
export async function dropExpiredPartitions(client: Client, settings: RetentionSettings): Promise<DroppedPartitions> {
  const outcome: DroppedPartitions = { dropped: [], problems: [] };
  for (const { name, expired, unpublished } of await listPartitions(client, settings)) {
    if (!expired) continue;
    if (unpublished) outcome.problems.push(`${name} is expired but holds events that have not been published`);
    else if (await withBriefLocks(client, () => dropPartition(client, name))) outcome.dropped.push(name);
    else outcome.problems.push(`${name} is expired but in use: the lock to drop it was not granted`);
  }
  return outcome;
}

/**
 * Drops a partition. It locks the partition first, without waiting: if a reader holds it, this fails before the log is locked.
 * Detaching concurrently is not possible, because PostgreSQL refuses it for a table with a default partition.
 */
async function dropPartition(client: Client, name: string): Promise<void> {
  await client.query(`lock table ${escapeIdentifier(name)} in access exclusive mode nowait`);
  await client.query(`drop table ${escapeIdentifier(name)}`);
}

/**
 * Freezes the partitions whose time is over, each once: after that, autovacuum has no reason to read them again.
 * @returns the partitions frozen now; one that an open transaction may still read is left for the next run
 */
export async function freezeFinishedPartitions(client: Client, settings: RetentionSettings): Promise<string[]> {
  const waiting = (await listPartitions(client, settings)).filter(
    ({ finished, expired, frozen }) => finished && !expired && !frozen,
  );
  await client.query(GENTLE_VACUUM);
  for (const { name } of waiting) {
    await client.query(`vacuum (freeze, analyze, truncate false, skip_locked) ${escapeIdentifier(name)}`);
  }
  const frozen = new Set((await listPartitions(client, settings)).filter((one) => one.frozen).map(({ name }) => name));
  return waiting.map(({ name }) => name).filter((name) => frozen.has(name));
}

/** Limits vacuum to about 100 MB of dirtied pages a second: a day's partition takes minutes, and the disk stays usable. */
const GENTLE_VACUUM = `set vacuum_cost_delay = '2ms'; set vacuum_cost_limit = 500`;

interface Partition {
  name: string;
  /** Its day or month ended more than an hour ago; the hour is for late events. */
  finished: boolean;
  expired: boolean;
  frozen: boolean;
  /** Whether the outbox refers to events in it. */
  unpublished: boolean;
}

async function listPartitions(client: Client, settings: RetentionSettings): Promise<Partition[]> {
  const retentions = logRetentions(settings);
  const { rows } = await client.query<Partition>(PARTITIONS, [Object.keys(retentions), Object.values(retentions)]);
  return rows;
}

const PARTITIONS = `
  select name, ends <= now() - interval '1 hour' as finished,
    ends <= now() - retention_ms * interval '1 millisecond' as expired,
    reltuples >= 0 and relallfrozen >= relpages as frozen,
    parent = 'exception_event' and exists (
      select from outbox where event_time >= ends - interval '1 day' and event_time < ends
    ) as unpublished
  from (
    select log.parent, log.retention_ms, c.relname as name, c.reltuples, c.relpages, c.relallfrozen,
      case when c.relname ~ '_[0-9]{8}$' then to_date(right(c.relname, 8), 'YYYYMMDD') + interval '1 day'
        else to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' end at time zone 'UTC' as ends
    from unnest($1::text[], $2::double precision[]) as log(parent, retention_ms)
    join pg_inherits i on i.inhparent = log.parent::regclass
    join pg_class c on c.oid = i.inhrelid and c.relname ~ '_([0-9]{6}|[0-9]{8})$'
  ) as partition
  order by name`;
