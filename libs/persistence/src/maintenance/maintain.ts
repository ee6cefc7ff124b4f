/** The maintenance job: creates partitions ahead of time, drops and deletes expired data, freezes past days. Needs the owner's rights. */
import { type DatabaseTls, databaseConnection } from '@sentinai/service-kit';
import { Client } from 'pg';
import { deleteExpiredExceptions } from './expired-exceptions.ts';
import { deleteExpiredRows } from './expired-rows.ts';
import { dropExpiredPartitions, freezeFinishedPartitions, makePartitions } from './log-partitions.ts';
import type { RetentionSettings } from './maintenance.config.ts';

/** Key of the advisory lock that is held while a database is maintained. */
const MAINTENANCE_LOCK = 7_305_412;

export interface MaintenanceReport {
  /** Another run is in progress on this database; this one did nothing. */
  busy: boolean;
  /** Names of the partitions created; `dropped` and `frozen` likewise. */
  made: string[];
  dropped: string[];
  frozen: string[];
  /** Number of deleted rows, by table. */
  deleted: Record<string, number>;
  /** Messages about work that could not be done. Empty when all went well. */
  problems: string[];
  seconds: number;
}

/**
 * Runs the job. It may run beside the pipeline and as often as needed; a second run at the same time does nothing.
 * @throws RangeError when the inbox retention exceeds that of the log; the database's error when it cannot be reached
 */
export async function maintain(
  ownerUrl: string,
  settings: RetentionSettings,
  tls: DatabaseTls = {},
): Promise<MaintenanceReport> {
  if (settings.inboxRetentionMs > settings.eventRetentionMs) {
    throw new RangeError('INBOX_RETENTION is longer than EVENT_RETENTION: the inbox refers to events in the log');
  }
  const started = Date.now();
  const { url, ssl } = databaseConnection(ownerUrl, tls);
  const client = new Client({ connectionString: url, ssl, application_name: 'sentinai-maintain', keepAlive: true });
  await client.connect();
  try {
    // The lock is held until the connection closes.
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
      MAINTENANCE_LOCK,
    ]);
    const done = rows[0]?.mine ? await runSteps(client, settings) : BUSY;
    return { ...done, seconds: (Date.now() - started) / 1_000 };
  } finally {
    await client.end();
  }
}

type Steps = Omit<MaintenanceReport, 'seconds'>;

const BUSY: Steps = { busy: true, made: [], dropped: [], frozen: [], deleted: {}, problems: [] };

/** Runs the steps; the longest comes last, so that creating and dropping partitions do not wait for it. */
async function runSteps(client: Client, settings: RetentionSettings): Promise<Steps> {
  const made = await makePartitions(client, settings);
  const partitions = await dropExpiredPartitions(client, settings);
  const rows = await deleteExpiredRows(client, settings);
  const exceptions = await deleteExpiredExceptions(client, settings);
  const frozen = await freezeFinishedPartitions(client, settings);
  const unmade = made
    ? []
    : ['Upcoming partitions could not be created: the lock on a default partition was not granted'];
  return {
    busy: false,
    made: made ?? [],
    dropped: partitions.dropped,
    frozen,
    deleted: { ...rows.deleted, ...exceptions.deleted },
    problems: [...unmade, ...partitions.problems, ...rows.problems, ...exceptions.problems],
  };
}
