/**
 * Names of consumer groups, and the topic job, which creates missing topics. It raises the partitions of an existing
 * topic when there are too few, and never lowers them.
 */
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
    waitForLeaders: true,
    topics: created.map((topic) => ({
      topic,
      numPartitions: settings.partitions,
      replicationFactor: settings.replicationFactor,
      configEntries: [{ name: 'max.message.bytes', value: String(MAX_MESSAGE_BYTES) }],
    })),
  });
  const { topics } = await admin.fetchTopicMetadata({ topics: TOPICS.filter((topic) => existing.has(topic)) });
  const grown = topics.filter((topic) => topic.partitions.length < settings.partitions).map(({ name }) => name);
  if (grown.length > 0) {
    await admin.createPartitions({ topicPartitions: grown.map((topic) => ({ topic, count: settings.partitions })) });
  }
  return { created, grown };
}
