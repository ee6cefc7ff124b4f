/** Finds the agents and observers that this process hosts and checks, before anything is consumed, that contracts and agents agree. */
import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { STATIC_CONTEXT } from '@nestjs/core/injector/constants.js';
import { AGENT_METADATA, type AgentOptions, type AnyAgent } from '../agent/agent.ts';
import { disagreements } from '../agent/contract.ts';
import { OBSERVER_METADATA, type ObserverOptions, type ObservingAgent } from '../agent/observer.ts';

export interface RegisteredAgent {
  options: AgentOptions;
  agent: AnyAgent;
}

export interface RegisteredObserver {
  options: ObserverOptions;
  observer: ObservingAgent;
}

export interface RegisteredConsumers {
  agents: RegisteredAgent[];
  observers: RegisteredObserver[];
}

@Injectable()
export class AgentRegistry {
  constructor(private readonly discovery: DiscoveryService) {}

  /**
   * Returns the agents and observers among the providers of all modules.
   * @throws naming everything that is wrong: none at all, one that is there twice, one that Nest has not constructed yet, an event without
   *   a consumer, one consumed twice
   */
  consumers(): RegisteredConsumers {
    const agents = this.marked<AgentOptions, AnyAgent>(AGENT_METADATA).map(([options, agent]) => ({ options, agent }));
    const observers = this.marked<ObserverOptions, ObservingAgent>(OBSERVER_METADATA).map(([options, observer]) => ({
      options,
      observer,
    }));
    const faults = [
      ...sharedFaults([...agents, ...observers].map(({ options }) => options)),
      ...agents.flatMap(({ options }) => disagreements(options).map((fault) => `"${options.name}" ${fault}`)),
    ];
    if (faults.length > 0) throw new Error(`The agents and observers of this process:\n  ${faults.join('\n  ')}`);
    return { agents, observers };
  }

  private marked<Options extends { name: string }, Instance>(metadata: string): [Options, Instance][] {
    return this.discovery.getProviders().flatMap((provider): [Options, Instance][] => {
      const { instance } = provider as { instance: object | undefined };
      const options = instance && (Reflect.getMetadata(metadata, instance.constructor) as Options | undefined);
      if (!options) return [];
      // Until then an empty object stands in for it, which is never the agent.
      if (!provider.getInstanceByContextId(STATIC_CONTEXT).isResolved) {
        throw new Error(`"${options.name}" was requested before Nest constructed it`);
      }
      return [[options, instance as Instance]];
    });
  }
}

function sharedFaults(consumers: readonly ObserverOptions[]): string[] {
  if (consumers.length === 0) return ['there is none among the providers'];
  const names = consumers.map(({ name }) => name);
  return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `"${name}" is there twice`);
}
