/**
 * How far the pipeline is, as Kafka has it: the end of the last topic says how many exceptions are finished, and the
 * groups' offsets how many records wait. Cheap enough to be asked several times a second.
 */
import { LagMonitor } from '@sentinai/messaging';
import type { Admin } from 'kafkajs';

/** Each finished exception is one record there. */
const LAST_TOPIC = 'feedback.captured';

export class PipelineEnd {
  private readonly admin: Admin;
  private readonly topic: string;
  private atStart = 0;
  private count = 0;

  constructor(admin: Admin, topic = LAST_TOPIC) {
    this.admin = admin;
    this.topic = topic;
  }

  /** Exceptions finished since {@link begin}, as of the last {@link refresh}. */
  get finished(): number {
    return this.count;
  }

  /** Counts from here. */
  async begin(): Promise<void> {
    this.atStart = await this.end();
    this.count = 0;
  }

  async refresh(): Promise<void> {
    this.count = (await this.end()) - this.atStart;
  }

  private async end(): Promise<number> {
    const partitions = await this.admin.fetchTopicOffsets(this.topic);
    return partitions.reduce((sum, { high }) => sum + Number(high), 0);
  }
}

export interface GroupTopics {
  groupId: string;
  topics: readonly string[];
}

/** Records that the groups have yet to take. */
export async function consumerLag(admin: Admin, groups: readonly GroupTopics[]): Promise<number> {
  const lags = await Promise.all(groups.map(({ groupId, topics }) => new LagMonitor(admin, groupId, topics).lag()));
  return lags.reduce((sum, lag) => sum + lag, 0);
}
