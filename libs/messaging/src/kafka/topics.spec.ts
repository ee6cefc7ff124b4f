import { TOPICS } from '@sentinai/contracts';
import type { Admin, ITopicMetadata } from 'kafkajs';
import { createTopics } from './topics.ts';

const SETTINGS = { partitions: 1, replicationFactor: 1 };

const led = (leader: number): ITopicMetadata[] =>
  TOPICS.map((name) => ({
    name,
    partitions: [{ partitionErrorCode: 0, partitionId: 0, leader, replicas: [], isr: [] }],
  }));

/** An admin client of a broker that has no topic yet, and gives these answers when it is asked for the new ones. */
function aBroker(...answers: (ITopicMetadata[] | Error)[]) {
  const asked: number[] = [];
  const admin = {
    listTopics: () => Promise.resolve([]),
    createTopics: () => Promise.resolve(true),
    fetchTopicMetadata: ({ topics = [] }: { topics?: string[] } = {}) => {
      asked.push(topics.length);
      const answer = answers.shift() ?? led(1);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ topics: answer });
    },
  };
  return { admin: admin as unknown as Admin, asked };
}

const failed = (type: string): Error => Object.assign(new Error(type), { type });

it('waits until the brokers have learned of the topics, and every partition has a leader', async () => {
  const wrapped = new Error('retried in vain', { cause: failed('UNKNOWN_TOPIC_OR_PARTITION') });
  const { admin, asked } = aBroker(failed('UNKNOWN_TOPIC_OR_PARTITION'), wrapped, led(-1), led(1));

  expect(await createTopics(admin, SETTINGS)).toEqual({ created: [...TOPICS], grown: [] });

  expect(asked.slice(0, 4)).toEqual(Array.from({ length: 4 }, () => TOPICS.length));
});

it('fails at once for any other reason', async () => {
  const { admin } = aBroker(failed('TOPIC_AUTHORIZATION_FAILED'));

  await expect(createTopics(admin, SETTINGS)).rejects.toThrow('TOPIC_AUTHORIZATION_FAILED');
});
