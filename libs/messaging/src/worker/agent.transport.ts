/**
 * The transport a worker listens on: kafkajs by batch, instead of Nest's own Kafka server, which takes one message at a
 * time and has neither dedupe nor dead letters.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { findEvent } from '@sentinai/contracts';
import type { Batch, Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { AgentOptions } from '../agent/agent.ts';
import { typeOf } from '../kafka/event.codec.ts';
import type { WorkerMetrics } from '../metrics/worker.metrics.ts';
import type { BatchProcessor } from '../runtime/batch.processor.ts';
import type { ReceivedRecord } from '../runtime/received-batch.ts';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const HEARTBEAT_MS = 2_000;

export interface TransportParts {
  options: AgentOptions;
  consumer: Consumer;
  processor: BatchProcessor;
  metrics: WorkerMetrics;
  batchMaxEvents: number;
  partitionsAtOnce: number;
}

export class AgentTransport extends Server implements CustomTransportStrategy {
  private readonly log = new Logger(AgentTransport.name);
  private stopping = false;
  private assigned = false;
  /** Why the current batch cannot be processed; undefined while all is well. */
  private trouble: Error | undefined;

  constructor(private readonly parts: TransportParts) {
    super();
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    const { consumer, options, partitionsAtOnce } = this.parts;
    consumer.on(consumer.events.GROUP_JOIN, () => (this.assigned = true));
    consumer.on(consumer.events.CRASH, () => (this.assigned = false));
    consumer.on(consumer.events.DISCONNECT, () => (this.assigned = false));
    await consumer.connect();
    await consumer.subscribe({
      topics: [...new Set(options.consumes.map((event) => event.topic))],
      fromBeginning: true,
    });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachBatch: (payload) => this.consume(payload),
    });
    callback();
  }

  /** Finishes the batches at hand, commits them and leaves the group. */
  async close(): Promise<void> {
    this.stopping = true;
    await this.parts.consumer.disconnect();
  }

  /** @throws when this worker is in no group, or cannot process what it is given */
  checkReady(): void {
    if (this.trouble) throw new Error(`batches fail: ${this.trouble.message}`);
    if (!this.assigned) throw new Error('not in its consumer group');
  }

  on(): never {
    throw new Error('An agent transport has no events to listen to');
  }

  unwrap<T>(): T {
    return this.parts.consumer as T;
  }

  private async consume(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const beating = setInterval(() => void payload.heartbeat().catch(() => undefined), HEARTBEAT_MS);
    const active = () => !this.stopping && payload.isRunning() && !payload.isStale();
    try {
      for (const messages of slices(batch.messages, this.parts.batchMaxEvents)) {
        if (!active()) return;
        const done = await this.processUntilDone(this.relevant(batch, messages), active);
        const last = messages.at(-1);
        if (!done || !last) return;
        await this.commit(batch, last.offset);
        payload.resolveOffset(last.offset);
        await payload.heartbeat();
      }
    } finally {
      clearInterval(beating);
    }
  }

  /** Records for this agent, and records nobody can know: types the catalog has and the agent does not want are left out. */
  private relevant({ topic, partition }: Batch, messages: readonly KafkaMessage[]): ReceivedRecord[] {
    const wanted = new Set(this.parts.options.consumes.map((event) => event.type));
    return messages
      .filter((message) => {
        const type = typeOf(message);
        return type === undefined || wanted.has(type) || findEvent(type)?.topic !== topic;
      })
      .map((message) => ({ topic, partition, message }));
  }

  /** Tries until the batch is through. False: the worker was stopped, or the partition taken away, before that. */
  private async processUntilDone(records: readonly ReceivedRecord[], active: () => boolean): Promise<boolean> {
    if (records.length === 0) return true;
    for (let failures = 0; active(); failures += 1) {
      const began = performance.now();
      try {
        const report = await this.parts.processor.process(records);
        this.parts.metrics.batch(records.length, (performance.now() - began) / 1_000, report);
        this.trouble = undefined;
        return true;
      } catch (error) {
        await this.pauseAfter(error as Error, failures);
      }
    }
    return false;
  }

  private async pauseAfter(error: Error, failures: number): Promise<void> {
    this.parts.metrics.batchFailed();
    if (failures > 0) this.trouble = error;
    if (failures % 10 === 1) this.log.warn(`A batch fails and is tried again: ${error.message}`);
    await delay(Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS));
  }

  private async commit({ topic, partition }: Batch, lastOffset: string): Promise<void> {
    const offset = (BigInt(lastOffset) + 1n).toString();
    await this.parts.consumer.commitOffsets([{ topic, partition, offset }]);
  }
}

function* slices<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
