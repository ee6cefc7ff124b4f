/** Publishes stored events. Returns when all in-sync replicas have them. */
import { setTimeout as delay } from 'node:timers/promises';
import { findEvent } from '@sentinai/contracts';
import type { StoredEvent, TenantEvent } from '@sentinai/persistence';
import type { Message, Producer, TopicMessages } from 'kafkajs';
import { encodeEvent } from './event.codec.ts';

/** Payload bytes sent in one request; a broker rejects a batch over its `max.message.bytes`. */
const MAX_REQUEST_BYTES = 1024 * 1024;

const ALL_IN_SYNC_REPLICAS = -1;

/** Longer than all of the client's own retries: after this the client itself is stuck, and is reconnected. */
const SEND_TIMEOUT_MS = 45_000;

export class EventProducer {
  constructor(private readonly producer: Producer) {}

  /**
   * Publishes the events, keeping the order within each exception. Publishing them again is harmless: the ids stay
   * the same.
   * @throws when Kafka does not accept them; some of them may be published then
   */
  async publish(events: readonly (StoredEvent | TenantEvent)[]): Promise<void> {
    for (const batch of batches(events)) {
      await this.send(byTopic(batch));
    }
  }

  private async send(topicMessages: TopicMessages[]): Promise<void> {
    const waiting = new AbortController();
    const sent = this.producer.sendBatch({ acks: ALL_IN_SYNC_REPLICAS, topicMessages });
    const late = delay(SEND_TIMEOUT_MS, 'late' as const, { signal: waiting.signal }).catch(() => undefined);
    try {
      if ((await Promise.race([sent, late])) !== 'late') return;
    } finally {
      waiting.abort();
    }
    sent.catch(() => undefined);
    await this.producer.disconnect();
    await this.producer.connect();
    throw new Error(`Kafka did not accept the events within ${SEND_TIMEOUT_MS / 1_000} s`);
  }
}

function* batches<T extends { payloadJson: string }>(events: readonly T[]): Generator<T[]> {
  let batch: T[] = [];
  let bytes = 0;
  for (const event of events) {
    if (batch.length > 0 && bytes + event.payloadJson.length > MAX_REQUEST_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(event);
    bytes += event.payloadJson.length;
  }
  if (batch.length > 0) yield batch;
}

function byTopic(events: readonly (StoredEvent | TenantEvent)[]): TopicMessages[] {
  const topics = new Map<string, Message[]>();
  for (const event of events) {
    const definition = findEvent(event.eventType);
    if (!definition) throw new Error(`Event type "${event.eventType}" is not in the catalog`);
    const messages = topics.get(definition.topic);
    if (messages) messages.push(encodeEvent(event));
    else topics.set(definition.topic, [encodeEvent(event)]);
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}
