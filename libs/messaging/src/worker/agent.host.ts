/**
 * The transport of a process: runs each of its agents, by batch, instead of Nest's own Kafka server, which handles one message at a time
 * and has neither deduplication nor dead letters.
 */
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import type { LagMonitor } from '../kafka/lag.monitor.ts';
import type { RebuildLoop } from '../observing/rebuild-loop.ts';
import type { AgentRunner, ConsumerOptions } from './agent.runner.ts';

/** An agent or an observer with everything that belongs to it, and not to the process: its group, retries, pace, metrics. */
export interface HostedAgent {
  options: ConsumerOptions;
  runner: Pick<AgentRunner, 'start' | 'stop' | 'checkReady' | 'ageOf'>;
  lag: Pick<LagMonitor, 'lag'>;
  /** Only of an observer. */
  rebuilds?: Pick<RebuildLoop, 'start' | 'stop' | 'rebuilding'>;
}

/** How far behind the present an agent is. */
interface Behind {
  /** Records that its group has yet to read. */
  lag: number;
  /** Age of the newest record that is done; 0 when nothing is left to read, null when unknown. */
  age_seconds: number | null;
}

interface RebuildReport {
  state: string;
  events_done: number;
  /** Null when unknown. */
  events_total: number | null;
}

export class AgentHost extends Server implements CustomTransportStrategy {
  constructor(readonly agents: readonly HostedAgent[]) {
    super();
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    await Promise.all(this.agents.map(({ runner }) => runner.start()));
    for (const { rebuilds } of this.agents) rebuilds?.start();
    callback();
  }

  /** Finishes the current batches of all agents, commits them and leaves the groups; then finishes the calls in progress. */
  async close(): Promise<void> {
    const ends = this.agents.flatMap(({ runner, rebuilds }) => [runner.stop(), ...(rebuilds ? [rebuilds.stop()] : [])]);
    await Promise.all(ends);
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
   * Returns how far behind the agents are: all together, and for several each of them.
   * @throws when Kafka cannot be queried
   */
  async lag(): Promise<Behind & { agents?: Record<string, Behind> }> {
    const each = await Promise.all(
      this.agents.map(async ({ options, runner, lag }) => {
        const records = await lag.lag();
        return [options.name, { lag: records, age_seconds: runner.ageOf(records) ?? null }] as const;
      }),
    );
    const ages = each.flatMap(([, { age_seconds }]) => age_seconds ?? []);
    const all = {
      lag: each.reduce((sum, [, { lag }]) => sum + lag, 0),
      age_seconds: ages.length < each.length ? null : Math.max(...ages),
    };
    return each.length === 1 ? all : { ...all, agents: Object.fromEntries(each) };
  }

  /** Returns the observers that are being rebuilt, and how far that is. Meanwhile they consume nothing, and are ready. */
  rebuilding(): Record<string, RebuildReport> {
    return Object.fromEntries(
      this.agents.flatMap(({ options, rebuilds }) => {
        const progress = rebuilds?.rebuilding;
        if (!progress) return [];
        const { state, eventsDone, eventsTotal } = progress;
        return [[options.name, { state, events_done: eventsDone, events_total: eventsTotal }]];
      }),
    );
  }

  on(): never {
    throw new Error('A host of agents has no events to listen to');
  }

  unwrap<T>(): T {
    return this.agents as T;
  }
}
