/** Waits only briefly for locks that the pipeline would queue behind, so that the pipeline never waits longer than that. */
import { setTimeout as sleep } from 'node:timers/promises';

/** The longest time an insert waits behind this job while the job waits for a reader. */
export const LOCK_TIMEOUT_MS = 200;
const ATTEMPTS = 5;
const PAUSE_MS = 1_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** One database connection: a client of `pg`, or a query runner of TypeORM. */
export interface Connection {
  query(sql: string): Promise<unknown>;
}

/**
 * Runs `work` in a transaction that waits only briefly for a lock; retries after a pause when the lock is not granted.
 * @returns false when the lock was held at every attempt; nothing has changed then
 */
export async function withBriefLocks(connection: Connection, work: () => Promise<unknown>): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (attempt > 1) await sleep(PAUSE_MS);
    if (await attemptOnce(connection, work)) return true;
  }
  return false;
}

async function attemptOnce(connection: Connection, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await connection.query(`begin; set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await work();
    await connection.query('commit');
    return true;
  } catch (error) {
    await connection.query('rollback').catch(() => undefined);
    if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}
