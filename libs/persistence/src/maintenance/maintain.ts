/**
 * The maintenance job: creates partitions ahead, drops and deletes expired data, freezes finished partitions. Needs
 * the owner's rights.
 */
import { type DatabaseTls, databaseConnection } from '@sentinai/service-kit';
import { Client } from 'pg';
import { deleteExpiredExceptions } from './expired-exceptions.ts';
import { deleteExpiredRows } from './expired-rows.ts';
import { dropExpiredPartitions, freezeFinishedPartitions, makePartitions } from './log-partitions.ts';
import type { RetentionSettings } from './maintenance.config.ts';

/** Advisory lock number for "this database is being maintained". */
const MAINTENANCE_LOCK = 7_305_412;

export interface MaintenanceReport {
  /** Another job is working on this database; this one has done nothing. */
  busy: boolean;
  /** Partitions created, dropped and frozen, by name. */
  made: string[];
  dropped: string[];
  frozen: string[];
  /** Rows deleted, by table. */
  deleted: Record<string, number>;
  /** Sentences saying what could not be done. Empty on full success. */
  problems: string[];
  seconds: number;
}

/**
 * Runs alongside the pipeline, as often as desired; a second job at the same time does nothing.
 * @throws RangeError when the inbox would outlive the log it points into; the database's error when it does not
 *   answer
 */
export async function maintain(
  ownerUrl: string,
  settings: RetentionSettings,
  tls: DatabaseTls = {},
): Promise<MaintenanceReport> {
  if (settings.inboxRetentionMs > settings.eventRetentionMs) {
    throw new RangeError('INBOX_RETENTION is longer than EVENT_RETENTION: the inbox points at events in the log');
  }
  const started = Date.now();
  const { url, ssl } = databaseConnection(ownerUrl, tls);
  const client = new Client({ connectionString: url, ssl, application_name: 'sentinai-maintain', keepAlive: true });
  await client.connect();
  try {
    // Held until the connection ends.
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

/** The longest step comes last: dropping and creating must not wait for it. */
async function runSteps(client: Client, settings: RetentionSettings): Promise<Steps> {
  const made = await makePartitions(client, settings);
  const partitions = await dropExpiredPartitions(client, settings);
  const rows = await deleteExpiredRows(client, settings);
  const exceptions = await deleteExpiredExceptions(client, settings);
  const frozen = await freezeFinishedPartitions(client, settings);
  const unmade = made
    ? []
    : ['The partitions ahead could not be created: the lock on a default partition was not available'];
  return {
    busy: false,
    made: made ?? [],
    dropped: partitions.dropped,
    frozen,
    deleted: { ...rows.deleted, ...exceptions.deleted },
    problems: [...unmade, ...partitions.problems, ...rows.problems, ...exceptions.problems],
  };
}
