/** Runs one agent or observer: takes its records from its consumer group, batch by batch, and has them processed. */
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { findEvent } from '@sentinai/contracts';
import type { Batch } from 'kafkajs';
import type { ObserverOptions } from '../agent/observer.ts';
import { typeOf } from '../kafka/event.codec.ts';
import {
  type Fetched,
  GroupConsumer,
  type GroupConsumerParts,
  type PartitionProgress,
} from '../kafka/group.consumer.ts';
import type { WorkerMetrics } from '../metrics/worker.metrics.ts';
import { ConsumptionPaused, LOOK_AGAIN_MS } from '../observing/consumption-paused.ts';
import type { RetryLoop } from '../retries/retry-loop.ts';
import type { BatchReport } from '../runtime/batch-report.ts';
import { type ReceivedRecord, claimedTenant } from '../runtime/received-batch.ts';
import type { DatabasePressure } from './database-pressure.ts';
import { FairBatch, type FetchedPartition } from './fair-batch.ts';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** How often, during a batch, the client checks whether a heartbeat is due. */
const HEARTBEAT_MS = 500;

/** Name and events of an agent or an observer. */
export type ConsumerOptions = ObserverOptions;

export interface RecordProcessor {
  /** @throws when the database or Kafka fails: nothing is lost, pass the same records again */
  process(records: readonly ReceivedRecord[]): Promise<BatchReport>;
}

export interface RunnerParts {
  options: ConsumerOptions;
  createConsumer: GroupConsumerParts['create'];
  processor: RecordProcessor;
  retries: RetryLoop;
  metrics: WorkerMetrics;
  pressure: DatabasePressure;
}

export class AgentRunner {
  private readonly log = new Logger(AgentRunner.name);
  private readonly group: GroupConsumer;
  private stopping = false;
  /** Why the current batch cannot be processed; undefined while there is no fault. */
  private trouble: Error | undefined;
  /** Time of the newest record that is done, in milliseconds since 1970; undefined before the first. */
  private reached: number | undefined;

  constructor(private readonly parts: RunnerParts) {
    this.group = new GroupConsumer({
      create: parts.createConsumer,
      topics: [...new Set(parts.options.consumes.map((event) => event.topic))],
      consume: (fetched) => this.consume(fetched),
    });
  }

  /** @throws when Kafka cannot be reached */
  async start(): Promise<void> {
    await this.group.start();
    this.parts.retries.start();
  }

  /** Finishes the current batches, commits them and leaves the group; then finishes the calls they left in progress. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.group.stop();
    await this.parts.retries.stop();
  }

  /**
   * Returns how far behind the present the agent is, in seconds: 0 when it has read everything, undefined when unknown.
   * @param lag records that it has yet to read
   */
  ageOf(lag: number): number | undefined {
    if (lag === 0) return 0;
    return this.reached === undefined ? undefined : Math.max(0, (Date.now() - this.reached) / 1_000);
  }

  /** @throws when the agent is in no group, or cannot process its batches */
  checkReady(): void {
    if (this.trouble) throw new Error(`batches fail: ${this.trouble.message}`);
    this.group.checkJoined();
  }

  private async consume({ partitions, commit }: Fetched): Promise<void> {
    const heartbeat = () => partitions[0]?.heartbeat() ?? Promise.resolve();
    const beating = setInterval(() => void heartbeat().catch(() => undefined), HEARTBEAT_MS);
    const active = () => !this.stopping && partitions.every((payload) => payload.isRunning() && !payload.isStale());
    try {
      const work = new FairBatch(
        partitions.map(({ batch }) => this.relevant(batch)),
        claimedTenant,
      );
      let committed = new Set<string>();
      do {
        await this.parts.pressure.relieve(active);
        if (!active()) return;
        if (!(await this.processUntilDone(work.take(this.parts.pressure.batchSize), active))) return;
        const progress = work.progress();
        const news = progress.filter((done) => !committed.has(keyOf(done)));
        committed = new Set(progress.map(keyOf));
        if (news.length === 0) continue;
        await commit(news);
        await heartbeat();
      } while (!work.isDone);
    } finally {
      clearInterval(beating);
    }
  }

  /**
   * Keeps records for this agent and records of unknown types: types that are in the catalog but not for this agent
   * are dropped.
   */
  private relevant(batch: Batch): FetchedPartition<ReceivedRecord> {
    const { topic, partition, messages } = batch;
    const wanted = new Set(this.parts.options.consumes.map((event) => event.type));
    const records = messages
      .filter((message) => {
        const type = typeOf(message);
        return type === undefined || wanted.has(type) || findEvent(type)?.topic !== topic;
      })
      .map((message) => ({ topic, partition, message }));
    return { topic, partition, records, lastOffset: messages.at(-1)?.offset ?? batch.lastOffset() };
  }

  /** Retries until the batch is done. False when the agent was stopped, or lost the partition, before that. */
  private async processUntilDone(records: readonly ReceivedRecord[], active: () => boolean): Promise<boolean> {
    if (records.length === 0) return true;
    let failures = 0;
    while (active()) {
      const began = performance.now();
      try {
        const report = await this.parts.processor.process(records);
        this.parts.metrics.handled(records.length, (performance.now() - began) / 1_000, report);
        this.trouble = undefined;
        this.reached = Math.max(this.reached ?? 0, ...records.map(({ message }) => Number(message.timestamp)));
        return true;
      } catch (error) {
        failures = await this.pauseAfter(error as Error, failures);
      }
    }
    // The records are another worker's to process now, and so is the fault.
    this.trouble = undefined;
    return false;
  }

  /** @returns the number of failures in a row; a rebuild that pauses consumption is none */
  private async pauseAfter(error: Error, failures: number): Promise<number> {
    if (error instanceof ConsumptionPaused) {
      this.trouble = undefined;
      await delay(LOOK_AGAIN_MS);
      return 0;
    }
    this.parts.metrics.failed();
    if (failures > 0) this.trouble = error;
    if (failures % 10 === 1)
      this.log.warn(`A batch of ${this.parts.options.name} failed and will be retried: ${error.message}`);
    await delay(Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS));
    return failures + 1;
  }
}

const keyOf = ({ topic, partition, offset }: PartitionProgress): string => `${topic}/${partition}/${offset}`;
