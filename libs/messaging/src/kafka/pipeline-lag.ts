/** How far the pipeline as a whole is behind: the lag of all its workers. */
import { EVENTS, type EventDefinition, PIPELINE_WORKERS } from '@sentinai/contracts';
import type { Admin } from 'kafkajs';
import { LagMonitor } from './lag.monitor.ts';
import { groupId } from './topics.ts';

export class PipelineLag {
  private readonly groups: LagMonitor[];

  constructor(admin: Admin) {
    this.groups = PIPELINE_WORKERS.map((worker) => {
      const consumed = Object.values<EventDefinition>(EVENTS).filter((event) => event.consumedBy.includes(worker));
      return new LagMonitor(admin, groupId(worker), [...new Set(consumed.map(({ topic }) => topic))], 0);
    });
  }

  /**
   * Events that the pipeline's workers have still to read.
   * @throws when Kafka cannot be asked
   */
  async lag(): Promise<number> {
    const lags = await Promise.all(this.groups.map((group) => group.lag()));
    return lags.reduce((sum, lag) => sum + lag, 0);
  }
}
