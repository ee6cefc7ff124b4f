/** The lag of a consumer group, as reported by Kafka: correct even while this process consumes nothing. */
import type { Admin } from 'kafkajs';

/** Default cache time of an answer: the query costs Kafka several requests. */
const CACHE_MS = 2_000;

export class LagMonitor {
  private answer: { at: number; lag: number } | undefined;

  constructor(
    private readonly admin: Admin,
    private readonly groupId: string,
    private readonly topics: readonly string[],
    private readonly cacheMs = CACHE_MS,
  ) {}

  /**
   * Returns the records that the group has yet to read, over all partitions of its topics.
   * @throws when Kafka cannot be queried
   */
  async lag(): Promise<number> {
    if (this.answer && Date.now() - this.answer.at < this.cacheMs) return this.answer.lag;
    const committed = await this.admin.fetchOffsets({ groupId: this.groupId, topics: [...this.topics] });
    const lags = await Promise.all(
      committed.map(async ({ topic, partitions }) => {
        const ends = await this.admin.fetchTopicOffsets(topic);
        return ends.reduce((sum, end) => {
          const own = partitions.find(({ partition }) => partition === end.partition);
          const from = own && own.offset !== '-1' ? Number(own.offset) : Number(end.low);
          return sum + Math.max(0, Number(end.high) - from);
        }, 0);
      }),
    );
    const lag = lags.reduce((sum, one) => sum + one, 0);
    this.answer = { at: Date.now(), lag };
    return lag;
  }
}
