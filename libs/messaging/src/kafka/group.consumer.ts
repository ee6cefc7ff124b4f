/**
 * A member of a consumer group that stays one. kafkajs restarts a consumer that crashes on errors it holds for passing, and
 * leaves it dead for ever after any other; here a member that shows no sign of life is replaced by a new one.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { Gathering } from '../runtime/gathering.ts';

/** No sign of life for this long: not ready. Idle members fetch, and so show one, several times a second. */
const SILENT_MS = 15_000;
/** No sign of life for this long: replaced. */
const LOST_MS = 30_000;
const WATCH_MS = 5_000;
/** A consumer that does not even take its leave is left to itself. */
const FAREWELL_MS = 5_000;
/** So many partitions of a fetch come together; of a larger fetch, the others follow. */
const MOST_PARTITIONS = 64;
/** A trickle is worked on this often at most. */
const LEAST_INTERVAL_MS = 40;

/** Everything of the partition up to the offset is done. */
export interface PartitionProgress {
  topic: string;
  partition: number;
  offset: string;
}

/** What a fetch brought, partition by partition. */
export interface Fetched {
  partitions: readonly EachBatchPayload[];
  /** Says what is done, for this group and for the next fetch. */
  commit: (progress: readonly PartitionProgress[]) => Promise<void>;
}

export interface GroupConsumerParts {
  /** A new consumer, not connected yet. Once it has crashed it asks whether to start anew. */
  create: (mayRestart: () => Promise<boolean>) => Consumer;
  topics: readonly string[];
  /** Called with one fetch after the other; only the last one of a consumer that was lost may still be worked on. */
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

  /** Ends the batches at hand and leaves the group. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.watch);
    await this.consumer.disconnect();
  }

  /** @throws when it is not a member of its group, or has shown no sign of life of late */
  checkJoined(): void {
    if (!this.joined) throw new Error('not in its consumer group');
    const silence = Date.now() - this.lastSign;
    if (silence > SILENT_MS) throw new Error(`no sign of the consumer group for ${Math.round(silence / 1_000)} s`);
  }

  /**
   * kafkajs does not stop a consumer that is still joining: that one goes on, crashes on its closed connection and starts
   * anew, beside the one that took its place. So it is told not to, and sent off should it have joined all the same.
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
