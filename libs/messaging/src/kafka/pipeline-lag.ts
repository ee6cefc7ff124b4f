/** The lag of the pipeline as a whole: the sum over all its workers. */
import { EVENTS, type EventDefinition, PIPELINE_WORKERS } from '@sentinai/contracts';
import type { Admin } from 'kafkajs';
import { LagMonitor } from './lag.monitor.ts';
import { groupId } from './topics.ts';

export class PipelineLag {
  private readonly groups: LagMonitor[];

  /** @param groupPrefix the setting KAFKA_GROUP_PREFIX */
  constructor(admin: Admin, groupPrefix: string) {
    this.groups = PIPELINE_WORKERS.map((worker) => {
      const consumed = Object.values<EventDefinition>(EVENTS).filter((event) => event.consumedBy.includes(worker));
      return new LagMonitor(admin, groupId(groupPrefix, worker), [...new Set(consumed.map(({ topic }) => topic))], 0);
    });
  }

  /**
   * Returns the events that the pipeline's workers have yet to read.
   * @throws when Kafka cannot be queried
   */
  async lag(): Promise<number> {
    const lags = await Promise.all(this.groups.map((group) => group.lag()));
    return lags.reduce((sum, lag) => sum + lag, 0);
  }
}
