/** Takes locks that the pipeline would queue behind, only briefly each time, so that it never waits longer. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';

/** The longest that an insert waits behind us while we wait for a reader. */
export const LOCK_TIMEOUT_MS = 200;
const ATTEMPTS = 5;
const PAUSE_MS = 1_000;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Runs `work` in a transaction that waits only briefly for a lock, and retries after a pause when it got none.
 * @returns false when the lock was unavailable at every attempt; nothing has changed then
 */
export async function withBriefLocks(client: Client, work: () => Promise<unknown>): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (attempt > 1) await sleep(PAUSE_MS);
    if (await attemptOnce(client, work)) return true;
  }
  return false;
}

async function attemptOnce(client: Client, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await client.query(`begin; set local lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await work();
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) return false;
    throw error;
  }
}
