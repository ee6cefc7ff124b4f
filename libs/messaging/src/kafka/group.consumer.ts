/**
 * A durable member of a consumer group. kafkajs restarts a consumer after errors it considers transient, and leaves
 * it dead after any other; here a member without a sign of life is replaced by a new one.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { Gathering } from '../runtime/gathering.ts';

/** Without a sign of life for this long: not ready. Idle members fetch, and so show one, several times a second. */
const SILENT_MS = 15_000;
/** Without a sign of life for this long: replaced. */
const LOST_MS = 30_000;
const WATCH_MS = 5_000;
/** A consumer that does not even disconnect within this time is abandoned. */
const FAREWELL_MS = 5_000;
/** Number of partitions of a fetch that are handed over together; the rest of a larger fetch follows. */
const MOST_PARTITIONS = 64;
/** Minimum interval between batches when records trickle in. */
const LEAST_INTERVAL_MS = 40;

/** Everything in the partition up to the offset is done. */
export interface PartitionProgress {
  topic: string;
  partition: number;
  offset: string;
}

/** The result of a fetch, by partition. */
export interface Fetched {
  partitions: readonly EachBatchPayload[];
  /** Commits progress, for the group and for the next fetch. */
  commit: (progress: readonly PartitionProgress[]) => Promise<void>;
}

export interface GroupConsumerParts {
  /** Creates a consumer, not connected yet. After a crash it asks whether to restart. */
  create: (mayRestart: () => Promise<boolean>) => Consumer;
  topics: readonly string[];
  /** Called with one fetch at a time; only the last fetch of a lost consumer may still be in progress. */
  consume: (fetched: Fetched) => Promise<void>;
}

export class GroupConsumer {
  private readonly log = new Logger(GroupConsumer.name);
  private consumer: Consumer;
  private watch: NodeJS.Timeout | undefined;
  private joined = false;
  private stopped = false;
  private lastSign = Date.now();
  private replacing = false;

  constructor(private readonly parts: GroupConsumerParts) {
    this.consumer = this.create();
  }

  /** @throws when Kafka cannot be reached */
  async start(): Promise<void> {
    await this.run(this.consumer);
    this.watch = setInterval(() => void this.replaceWhenLost(), WATCH_MS);
  }

  /** Finishes the current batches and leaves the group. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.watch);
    await this.consumer.disconnect();
  }

  /** @throws when it is not a member of its group, or has shown no recent sign of life */
  checkJoined(): void {
    if (!this.joined) throw new Error('not in its consumer group');
    const silence = Date.now() - this.lastSign;
    if (silence > SILENT_MS) throw new Error(`no sign of the consumer group for ${Math.round(silence / 1_000)} s`);
  }

  /**
   * kafkajs does not stop a consumer that is still joining: it continues, crashes on its closed connection and
   * restarts, next to its replacement. So it is told not to restart, and disconnected should it have joined anyway.
   */
  private create(): Consumer {
    const consumer: Consumer = this.parts.create(() => Promise.resolve(this.isWanted(consumer)));
    consumer.on(consumer.events.GROUP_JOIN, () => {
      if (!this.isWanted(consumer)) void consumer.disconnect().catch(() => undefined);
    });
    return consumer;
  }

  private isWanted(consumer: Consumer): boolean {
    return !this.stopped && consumer === this.consumer;
  }

  private async run(consumer: Consumer): Promise<void> {
    const { topics, consume } = this.parts;
    const gathering = new Gathering<EachBatchPayload>(
      (partitions) => consume({ partitions, commit: (progress) => commit(consumer, partitions, progress) }),
      LEAST_INTERVAL_MS,
    );
    this.observe(consumer);
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: MOST_PARTITIONS,
      eachBatch: (payload) => gathering.join(payload),
    });
  }

  private observe(consumer: Consumer): void {
    const { GROUP_JOIN, HEARTBEAT, FETCH, CRASH, DISCONNECT } = consumer.events;
    const signOfLife = () => {
      if (consumer === this.consumer) this.lastSign = Date.now();
    };
    const gone = () => {
      if (consumer === this.consumer) this.joined = false;
    };
    consumer.on(GROUP_JOIN, () => {
      signOfLife();
      if (consumer === this.consumer) this.joined = true;
    });
    for (const event of [HEARTBEAT, FETCH]) consumer.on(event, signOfLife);
    for (const event of [CRASH, DISCONNECT]) consumer.on(event, gone);
  }

  private async replaceWhenLost(): Promise<void> {
    if (this.replacing || Date.now() - this.lastSign < LOST_MS) return;
    this.replacing = true;
    const lost = this.consumer;
    try {
      this.consumer = this.create();
      this.joined = false;
      await Promise.race([lost.disconnect().catch(() => undefined), delay(FAREWELL_MS)]);
      await this.run(this.consumer);
      this.log.warn('The consumer was lost and has been replaced');
    } catch (error) {
      this.log.warn(`The consumer is lost and cannot be replaced yet: ${(error as Error).message}`);
    } finally {
      this.lastSign = Date.now();
      this.replacing = false;
    }
  }
}

async function commit(
  consumer: Consumer,
  partitions: readonly EachBatchPayload[],
  progress: readonly PartitionProgress[],
): Promise<void> {
  await consumer.commitOffsets(
    progress.map(({ topic, partition, offset }) => ({ topic, partition, offset: (BigInt(offset) + 1n).toString() })),
  );
  for (const { topic, partition, offset } of progress) {
    partitions.find(({ batch }) => batch.topic === topic && batch.partition === partition)?.resolveOffset(offset);
  }
}
