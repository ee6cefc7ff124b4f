/** Republishes dead letters to their topics at a steady rate, and waits for the outcome. */
import { setTimeout as delay } from 'node:timers/promises';
import { DEAD_LETTER_HEADER } from '@sentinai/contracts';
import {
  DeadLetterDecisions,
  DeadLetterQueries,
  type DeadRecord,
  type TenantTransactions,
} from '@sentinai/persistence';
import type { Producer, TopicMessages } from 'kafkajs';
import { createCommandRecorders } from '../connection/command-recorders.ts';
import { CommandError } from '../run-program.ts';
import { deadLetterActs } from './dead-letter-acts.ts';

const CHUNKS_PER_SECOND = 10;
const POLL_MS = 300;
const ALL_IN_SYNC_REPLICAS = -1;

export interface DeadLetterDesk {
  transactions: TenantTransactions;
  /** Tenants whose entries are visible. */
  tenants: readonly string[];
}

export interface RetryRequest {
  ids: readonly string[];
  /** Records per second. */
  rate: number;
  /** Person recorded as the decision maker. */
  by: string;
}

/**
 * Marks each entry `retrying` and then publishes its record, so that a crash in between leaves an entry that can be retried.
 * @returns the ids of the published entries; the others are closed or do not exist
 */
export async function retryDeadLetters(
  desk: DeadLetterDesk,
  producer: Pick<Producer, 'sendBatch'>,
  { ids, rate, by }: RetryRequest,
): Promise<string[]> {
  const decisions = new DeadLetterDecisions();
  const { audit } = createCommandRecorders();
  const size = Math.max(1, Math.ceil(rate / CHUNKS_PER_SECOND));
  const beganAt = performance.now();
  const published: string[] = [];
  for (let start = 0; start < ids.length; start += size) {
    const dueAt = beganAt + (start * 1_000) / rate;
    await delay(Math.max(0, dueAt - performance.now()));
    const chunk = ids.slice(start, start + size);
    const records = await desk.transactions.run(desk.tenants, async (tx) => {
      const retried = await decisions.retry(tx, chunk, { by, now: new Date() });
      await audit.recordAll(tx, deadLetterActs(retried, { by, action: 'dead_letter.retried' }));
      return retried;
    });
    if (records.length === 0) continue;
    await producer.sendBatch({ acks: ALL_IN_SYNC_REPLICAS, topicMessages: byTopic(records) });
    published.push(...records.map(({ id }) => id));
  }
  return published;
}

/**
 * Waits until no entry is `retrying`.
 * @returns the number of entries that succeeded, and of those that failed again
 * @throws {CommandError} when entries are still `retrying` after `timeoutMs`
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
      throw new CommandError(`${retrying} of ${all.length} are still being retried after ${timeoutMs / 1_000} s`);
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
