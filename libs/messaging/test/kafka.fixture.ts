/** A topic on a real Kafka, as seen by one suite: read in its own group, from the current end on. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ExceptionNormalized } from '@sentinai/contracts';
import { type Admin, type Consumer, Kafka, type Producer, logLevel } from 'kafkajs';
import { createTopics } from '../src/index.ts';
import type { ReceivedRecord } from '../src/runtime/received-batch.ts';

const TOPIC = ExceptionNormalized.topic;

export class TestTopic {
  private readonly groupId = `test.${randomUUID()}`;
  private readonly kafka = new Kafka({
    brokers: (process.env.KAFKA_BROKERS ?? '').split(','),
    clientId: 'test',
    logLevel: logLevel.NOTHING,
  });
  private readonly admin: Admin = this.kafka.admin();
  private readonly producer: Producer = this.kafka.producer();

  async open(): Promise<void> {
    await Promise.all([this.admin.connect(), this.producer.connect()]);
    await createTopics(this.admin, { partitions: 4, replicationFactor: 1 });
    const offsets = await this.admin.fetchTopicOffsets(TOPIC);
    const partitions = offsets.map(({ partition, high }) => ({ partition, offset: high }));
    await this.admin.setOffsets({ groupId: this.groupId, topic: TOPIC, partitions });
  }

  async close(): Promise<void> {
    await Promise.all([this.admin.disconnect(), this.producer.disconnect()]);
  }

  createConsumer = (sessionTimeout = 6_000): Consumer =>
    this.kafka.consumer({ groupId: this.groupId, sessionTimeout, heartbeatInterval: 500 });

  /** Sends all records to one partition, in order. */
  async send(records: readonly ReceivedRecord[]): Promise<void> {
    const messages = records.map(({ message: { key, value, headers } }) => ({ key, value, headers, partition: 0 }));
    await this.producer.send({ topic: TOPIC, messages });
  }

  /** Returns the number of records that the group has not committed. */
  async lag(): Promise<number> {
    const ends = await this.admin.fetchTopicOffsets(TOPIC);
    const [own] = await this.admin.fetchOffsets({ groupId: this.groupId, topics: [TOPIC] });
    return ends.reduce((sum, { partition, high }) => {
      const committed = own?.partitions.find((one) => one.partition === partition)?.offset ?? '0';
      return sum + Number(high) - Number(committed);
    }, 0);
  }
}

/** @throws when it does not happen within two minutes, which a slow and busy machine may need */
export async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (await condition()) return;
    await delay(100);
  }
  throw new Error(`Did not happen: ${what}`);
}
