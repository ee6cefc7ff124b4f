/** Finds the agents that this process hosts and checks, before anything is consumed, that contracts and agents agree. */
import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { STATIC_CONTEXT } from '@nestjs/core/injector/constants.js';
import { AGENT_METADATA, type AgentOptions, type AnyAgent } from '../agent/agent.ts';
import { disagreements } from '../agent/contract.ts';

export interface RegisteredAgent {
  options: AgentOptions;
  agent: AnyAgent;
}

@Injectable()
export class AgentRegistry {
  constructor(private readonly discovery: DiscoveryService) {}

  /**
   * Returns the agents among the providers of all modules.
   * @throws naming everything that is wrong: no agent, one that is there twice, one that Nest has not constructed yet, an event without a
   *   consumer, one consumed twice
   */
  agents(): RegisteredAgent[] {
    const found = this.discovery.getProviders().flatMap((provider): RegisteredAgent[] => {
      const { instance } = provider as { instance: object | undefined };
      const options = instance && optionsOf(instance.constructor);
      if (!options) return [];
      // Until then an empty object stands in for it, which is never the agent.
      if (!provider.getInstanceByContextId(STATIC_CONTEXT).isResolved) {
        throw new Error(`Agent "${options.name}" was requested before Nest constructed it`);
      }
      return [{ options, agent: instance as AnyAgent }];
    });
    const faults = faultsOf(found.map(({ options }) => options));
    if (faults.length > 0) throw new Error(`The agents of this process:\n  ${faults.join('\n  ')}`);
    return found;
  }
}

const optionsOf = (type: object): AgentOptions | undefined =>
  Reflect.getMetadata(AGENT_METADATA, type) as AgentOptions | undefined;

function faultsOf(agents: readonly AgentOptions[]): string[] {
  if (agents.length === 0) return ['there is none among the providers'];
  const names = agents.map(({ name }) => name);
  return [
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `"${name}" is there twice`),
    ...agents.flatMap((agent) => disagreements(agent).map((fault) => `"${agent.name}" ${fault}`)),
  ];
}
