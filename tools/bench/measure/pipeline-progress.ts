/**
 * Progress of the pipeline according to Kafka: the end offset of the last topic gives the number of finished exceptions, and
 * the groups' offsets the number of waiting records. Cheap enough to poll several times a second.
 */
import { LagMonitor } from '@sentinai/messaging';
import type { Admin } from 'kafkajs';

/** Has one record for each finished exception. */
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

  /** Starts counting. */
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

/** Returns the number of records that the groups have not consumed yet. */
export async function consumerLag(admin: Admin, groups: readonly GroupTopics[]): Promise<number> {
  const lags = await Promise.all(groups.map(({ groupId, topics }) => new LagMonitor(admin, groupId, topics).lag()));
  return lags.reduce((sum, lag) => sum + lag, 0);
}
