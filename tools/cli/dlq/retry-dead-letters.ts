/** Publishes dead letters to their topics again, at a steady pace, and waits for what becomes of them. */
import { setTimeout as delay } from 'node:timers/promises';
import { DEAD_LETTER_HEADER } from '@sentinai/contracts';
import {
  DeadLetterDecisions,
  DeadLetterQueries,
  type DeadRecord,
  type TenantTransactions,
} from '@sentinai/persistence';
import type { Producer, TopicMessages } from 'kafkajs';
import { CommandError } from '../run-program.ts';

const CHUNKS_PER_SECOND = 10;
const POLL_MS = 300;
const ALL_IN_SYNC_REPLICAS = -1;

export interface DeadLetterDesk {
  transactions: TenantTransactions;
  /** Whose entries are looked at. */
  tenants: readonly string[];
}

export interface RetryRequest {
  ids: readonly string[];
  /** Records a second. */
  rate: number;
  /** Who answers for it. */
  by: string;
}

/**
 * Marks each entry as tried again and then publishes its record: dying in between leaves an entry that may be retried again.
 * @returns the ids of those it published; the others are closed, or not there
 */
export async function retryDeadLetters(
  desk: DeadLetterDesk,
  producer: Pick<Producer, 'sendBatch'>,
  { ids, rate, by }: RetryRequest,
): Promise<string[]> {
  const decisions = new DeadLetterDecisions();
  const size = Math.max(1, Math.ceil(rate / CHUNKS_PER_SECOND));
  const beganAt = performance.now();
  const published: string[] = [];
  for (let start = 0; start < ids.length; start += size) {
    const dueAt = beganAt + (start * 1_000) / rate;
    await delay(Math.max(0, dueAt - performance.now()));
    const chunk = ids.slice(start, start + size);
    const records = await desk.transactions.run(desk.tenants, (tx) =>
      decisions.retry(tx, chunk, { by, now: new Date() }),
    );
    if (records.length === 0) continue;
    await producer.sendBatch({ acks: ALL_IN_SYNC_REPLICAS, topicMessages: byTopic(records) });
    published.push(...records.map(({ id }) => id));
  }
  return published;
}

/**
 * Waits until the entries are tried no more.
 * @returns how many succeeded, and how many are dead letters again
 * @throws {CommandError} when some are still tried after `timeoutMs`
 */
export async function untilClosed(
  desk: DeadLetterDesk,
  ids: readonly string[],
  timeoutMs: number,
): Promise<{ succeeded: number; failed: number }> {
  const queries = new DeadLetterQueries();
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const statuses = await desk.transactions.run(desk.tenants, (tx) => queries.statuses(tx, ids));
    const all = [...statuses.values()];
    const retrying = all.filter((status) => status === 'retrying').length;
    const succeeded = all.filter((status) => status === 'succeeded').length;
    if (retrying === 0) return { succeeded, failed: all.length - succeeded };
    if (performance.now() > deadline) {
      throw new CommandError(`${retrying} of ${all.length} are still being tried after ${timeoutMs / 1_000} s`);
    }
    await delay(POLL_MS);
  }
}

function byTopic(records: readonly DeadRecord[]): TopicMessages[] {
  const topics = Map.groupBy(records, ({ topic }) => topic);
  return [...topics].map(([topic, ofTopic]) => ({
    topic,
    messages: ofTopic.map(({ id, key, headers, payload }) => ({
      key,
      value: payload,
      headers: { ...headers, [DEAD_LETTER_HEADER]: id },
    })),
  }));
}
