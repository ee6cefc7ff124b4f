/**
 * The daily partitions of the event log and of the inbox: created ahead, frozen when their day is over, dropped when
 * expired.
 */
import { type Client, escapeIdentifier } from 'pg';
import type { RetentionSettings } from './maintenance.config.ts';
import { withBriefLocks } from './lock-patience.ts';

/** Days with partitions, counted from today. */
export const PARTITION_DAYS = { back: 1, ahead: 14 } as const;

/** Returns the retention of each partitioned log, in milliseconds. */
const logRetentions = (settings: RetentionSettings): Record<string, number> => ({
  exception_event: settings.eventRetentionMs,
  event_processing: settings.inboxRetentionMs,
});

/** @returns the new partitions; null when their locks were unavailable */
export async function makePartitions(client: Client, settings: RetentionSettings): Promise<string[] | null> {
  const before = new Set((await listPartitions(client, settings)).map(({ name }) => name));
  const done = await withBriefLocks(client, () =>
    client.query('select ensure_partitions($1, $2)', [PARTITION_DAYS.back, PARTITION_DAYS.ahead]),
  );
  if (!done) return null;
  const after = await listPartitions(client, settings);
  return after.map(({ name }) => name).filter((name) => !before.has(name));
}

export interface DroppedPartitions {
  dropped: string[];
  /** Sentences saying which expired partitions remain, and why. */
  problems: string[];
}

/** Drops the partitions whose whole day is older than its log's retention, oldest first. */
export async function dropExpiredPartitions(client: Client, settings: RetentionSettings): Promise<DroppedPartitions> {
  const outcome: DroppedPartitions = { dropped: [], problems: [] };
  for (const { name, expired, unpublished } of await listPartitions(client, settings)) {
    if (!expired) continue;
    if (unpublished) outcome.problems.push(`${name} has expired, but contains events that have not been published`);
    else if (await withBriefLocks(client, () => dropPartition(client, name))) outcome.dropped.push(name);
    else outcome.problems.push(`${name} has expired, but is in use: the lock to drop it was not available`);
  }
  return outcome;
}

/**
 * Readers of the partition itself are detected first, without waiting and before the log is locked. Concurrent
 * detaching is not an option: PostgreSQL refuses it where there is a default partition.
 */
async function dropPartition(client: Client, name: string): Promise<void> {
  await client.query(`lock table ${escapeIdentifier(name)} in access exclusive mode nowait`);
  await client.query(`drop table ${escapeIdentifier(name)}`);
}

/**
 * Freezes the partitions whose day is over, once each: after that, autovacuum has no reason to read them again.
 * @returns those that are now frozen; one still visible to a transaction is left for the next run
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

/** Dirties about 100 MB of pages a second: a day's partition in minutes, while the disk stays usable. */
const GENTLE_VACUUM = `set vacuum_cost_delay = '2ms'; set vacuum_cost_limit = 500`;

interface Partition {
  name: string;
  /** Its day is over, and so is an hour for late rows. */
  finished: boolean;
  expired: boolean;
  frozen: boolean;
  /** The outbox points at events in it. */
  unpublished: boolean;
}

async function listPartitions(client: Client, settings: RetentionSettings): Promise<Partition[]> {
  const retentions = logRetentions(settings);
  const { rows } = await client.query<Partition>(PARTITIONS, [Object.keys(retentions), Object.values(retentions)]);
  return rows;
}

const PARTITIONS = `
  select name, day_end <= now() - interval '1 hour' as finished,
    day_end <= now() - retention_ms * interval '1 millisecond' as expired,
    reltuples >= 0 and relallfrozen >= relpages as frozen,
    parent = 'exception_event' and exists (
      select from outbox where event_time >= day_end - interval '1 day' and event_time < day_end
    ) as unpublished
  from (
    select log.parent, log.retention_ms, c.relname as name, c.reltuples, c.relpages, c.relallfrozen,
      (to_date(right(c.relname, 8), 'YYYYMMDD') + 1)::timestamp at time zone 'UTC' as day_end
    from unnest($1::text[], $2::double precision[]) as log(parent, retention_ms)
    join pg_inherits i on i.inhparent = log.parent::regclass
    join pg_class c on c.oid = i.inhrelid and c.relname ~ '_[0-9]{8}$'
  ) as partition
  order by name`;
