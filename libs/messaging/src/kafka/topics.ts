/**
 * Names of consumer groups, and the topic job, which creates missing topics. It raises the partitions of an existing
 * topic when there are too few, and never lowers them.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { TOPICS } from '@sentinai/contracts';
import { MAX_PAYLOAD_BYTES } from './event-data.ts';
import type { Admin } from 'kafkajs';

/** Returns the consumer group of an agent: `sentinai.triage`. */
export const groupId = (prefix: string, agent: string): string => `${prefix}.${agent}`;

/**
 * Largest record batch that a topic accepts, in bytes. More than twice the payload limit: a somewhat oversized record
 * arrives and becomes a visible dead letter; the broker rejects a far larger one, so that nobody has to hold it in
 * memory.
 */
const MAX_MESSAGE_BYTES = 4 * MAX_PAYLOAD_BYTES;

const LEADERS_WITHIN_MS = 60_000;
const LEADERS_POLL_MS = 100;

export interface TopicSettings {
  partitions: number;
  /** -1: the brokers' default. */
  replicationFactor: number;
}

export async function createTopics(
  admin: Admin,
  settings: TopicSettings,
): Promise<{ created: string[]; grown: string[] }> {
  const existing = new Set(await admin.listTopics());
  const created = TOPICS.filter((topic) => !existing.has(topic));
  await admin.createTopics({
    // It gives up when a broker that is still learning of the topics does not know one of them yet.
    waitForLeaders: false,
    topics: created.map((topic) => ({
      topic,
      numPartitions: settings.partitions,
      replicationFactor: settings.replicationFactor,
      configEntries: [{ name: 'max.message.bytes', value: String(MAX_MESSAGE_BYTES) }],
    })),
  });
  if (created.length > 0) await untilLed(admin, created);
  const { topics } = await admin.fetchTopicMetadata({ topics: TOPICS.filter((topic) => existing.has(topic)) });
  const grown = topics.filter((topic) => topic.partitions.length < settings.partitions).map(({ name }) => name);
  if (grown.length > 0) {
    await admin.createPartitions({ topicPartitions: grown.map((topic) => ({ topic, count: settings.partitions })) });
  }
  return { created, grown };
}

/** Waits until every partition of the topics has a leader. @throws after {@link LEADERS_WITHIN_MS}, with the last error of Kafka if there was one */
async function untilLed(admin: Admin, topics: readonly string[]): Promise<void> {
  const deadline = performance.now() + LEADERS_WITHIN_MS;
  for (;;) {
    const led = await haveLeaders(admin, topics).catch((error: unknown) => {
      if (isNews(error) && performance.now() < deadline) return false;
      throw error;
    });
    if (led) return;
    if (performance.now() > deadline) throw new Error('Some partitions of new topics still have no leader');
    await delay(LEADERS_POLL_MS);
  }
}

async function haveLeaders(admin: Admin, names: readonly string[]): Promise<boolean> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [...names] });
  return topics.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0));
}

/** Whether the broker only has not learned of a topic or its leader yet. The client wraps the error when it has retried in vain. */
function isNews(error: unknown): boolean {
  const { type, cause } = error as { type?: string; cause?: unknown };
  if (cause instanceof Error) return isNews(cause);
  return type === 'UNKNOWN_TOPIC_OR_PARTITION' || type === 'LEADER_NOT_AVAILABLE';
}
