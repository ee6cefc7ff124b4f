/**
 * The transport of a process: runs each of its agents, by batch, instead of Nest's own Kafka server, which handles one message at a time
 * and has neither deduplication nor dead letters.
 */
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { LagMonitor } from '../kafka/lag.monitor.ts';
import type { AgentRunner, ConsumerOptions } from './agent.runner.ts';

/** An agent or an observer with everything that belongs to it, and not to the process: its group, retries, pace, metrics. */
export interface HostedAgent {
  options: ConsumerOptions;
  runner: Pick<AgentRunner, 'start' | 'stop' | 'checkReady'>;
  lag: Pick<LagMonitor, 'lag'>;
}

export class AgentHost extends Server implements CustomTransportStrategy {
  constructor(readonly agents: readonly HostedAgent[]) {
    super();
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    await Promise.all(this.agents.map(({ runner }) => runner.start()));
    callback();
  }

  /** Finishes the current batches of all agents, commits them and leaves the groups; then finishes the calls in progress. */
  async close(): Promise<void> {
    await Promise.all(this.agents.map(({ runner }) => runner.stop()));
  }

  /** @throws naming every agent that is in no group, or cannot process its batches */
  checkReady(): void {
    const faults = this.agents.flatMap(({ options, runner }) => {
      try {
        runner.checkReady();
        return [];
      } catch (error) {
        return [`${options.name}: ${(error as Error).message}`];
      }
    });
    if (faults.length > 0) throw new Error(faults.join('; '));
  }

  /**
   * Returns the records that the agents' groups have yet to read, and for several agents the share of each.
   * @throws when Kafka cannot be queried
   */
  async lag(): Promise<{ lag: number; agents?: Record<string, number> }> {
    const lags = await Promise.all(this.agents.map((agent) => agent.lag.lag()));
    const lag = lags.reduce((sum, one) => sum + one, 0);
    if (lags.length === 1) return { lag };
    return {
      lag,
      agents: Object.fromEntries(this.agents.map(({ options }, index) => [options.name, lags[index] ?? 0])),
    };
  }

  on(): never {
    throw new Error('A host of agents has no events to listen to');
  }

  unwrap<T>(): T {
    return this.agents as T;
  }
}
