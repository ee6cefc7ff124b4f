/** Repeats work on roles. They belong to the server: the migration of another database may create or alter the same role. */
import { setTimeout as sleep } from 'node:timers/promises';

const ATTEMPTS = 10;
/** PostgreSQL's codes for a role that somebody else created meanwhile. */
const CREATED_MEANWHILE = ['42710', '23505'];

/**
 * Runs work that creates or alters roles, again while PostgreSQL refuses it because the same role is changing.
 * @throws the error of the work when it has another cause, or at the last of ten attempts
 */
export async function whileRaced<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const { message, code = '' } = error as Error & { code?: string };
      const raced = message.includes('tuple concurrently updated') || CREATED_MEANWHILE.includes(code);
      if (!raced || attempt === ATTEMPTS) throw error;
      await sleep(Math.random() * 20 * attempt);
    }
  }
}
