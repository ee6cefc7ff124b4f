/**
 * How far the pipeline is, as Kafka has it: the end of the last topic says how many exceptions are finished, and the
 * groups' offsets how many records wait. Cheap enough to be asked several times a second.
 */
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

type PartitionEnds = Awaited<ReturnType<Admin['fetchTopicOffsets']>>;

/** Records that the groups have yet to take. Where a group has never committed, all that the partition holds. */
export async function consumerLag(admin: Admin, groups: readonly GroupTopics[]): Promise<number> {
  const topics = [...new Set(groups.flatMap((group) => group.topics))];
  const found = await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(topic)));
  const ends = new Map(topics.map((topic, index) => [topic, found[index] ?? []]));
  const lags = await Promise.all(groups.map((group) => groupLag(admin, group, ends)));
  return lags.reduce((sum, lag) => sum + lag, 0);
}

async function groupLag(
  admin: Admin,
  { groupId, topics }: GroupTopics,
  ends: ReadonlyMap<string, PartitionEnds>,
): Promise<number> {
  const committed = await admin.fetchOffsets({ groupId, topics: [...topics] });
  let lag = 0;
  for (const { topic, partitions } of committed) {
    const offsets = new Map(partitions.map(({ partition, offset }) => [partition, Number(offset)]));
    for (const { partition, high, low } of ends.get(topic) ?? []) {
      lag += Math.max(0, Number(high) - Math.max(Number(low), offsets.get(partition) ?? 0));
    }
  }
  return lag;
}
