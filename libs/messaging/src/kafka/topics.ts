/** Names of consumer groups; and the topic job, which creates the topics that are missing. Partitions of a topic that exists are raised when there are too few, never lowered. */
import { TOPICS } from '@sentinai/contracts';
import { MAX_PAYLOAD_BYTES } from './event-data.ts';
import type { Admin } from 'kafkajs';

/** The consumer group of a worker. */
export const groupId = (agentName: string): string => `sentinai.${agentName}`;

/**
 * Largest record batch a topic takes, in bytes. Twice what a payload may have and more: what is somewhat too large arrives and
 * is set aside where people see it; what is far too large the broker refuses, so that nobody has to hold it in memory.
 */
const MAX_MESSAGE_BYTES = 4 * MAX_PAYLOAD_BYTES;

export interface TopicSettings {
  partitions: number;
  /** -1: what the brokers have as default. */
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
