/** Finds this worker's agent and checks, before anything is consumed, that contracts and agent agree. */
import { Injectable } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { STATIC_CONTEXT } from '@nestjs/core/injector/constants.js';
import { EVENTS, type EventDefinition } from '@sentinai/contracts';
import { AGENT_METADATA, type AgentOptions, type AnyAgent } from '../agent/agent.ts';

export interface RegisteredAgent {
  options: AgentOptions;
  agent: AnyAgent;
}

@Injectable()
export class AgentRegistry {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
  ) {}

  /**
   * @throws naming everything that is wrong: no agent, several, one that Nest has not constructed yet, an event
   *   without a consumer, one consumed twice
   */
  theAgent(): RegisteredAgent {
    const found = this.discovery.getProviders().flatMap((provider): RegisteredAgent[] => {
      const { metatype } = provider;
      if (!provider.instance || !metatype) return [];
      const options = this.reflector.get<AgentOptions | undefined>(AGENT_METADATA, metatype);
      if (!options) return [];
      // Until then an empty object stands in for it, which is never the agent.
      if (!provider.getInstanceByContextId(STATIC_CONTEXT).isResolved) {
        throw new Error(`Agent "${options.name}" was requested before Nest constructed it`);
      }
      return [{ options, agent: provider.instance as AnyAgent }];
    });
    const [only, ...others] = found;
    if (!only || others.length > 0) {
      throw new Error(`A worker has one agent; this one has ${found.length}: ${found.map(nameOf).join(', ')}`);
    }
    const faults = disagreements(only.options);
    if (faults.length > 0) throw new Error(`Agent "${only.options.name}":\n  ${faults.join('\n  ')}`);
    return only;
  }
}

const nameOf = ({ options }: RegisteredAgent): string => options.name;

/** Lists where the agent's `consumes` and the catalog's `consumedBy` disagree. */
export function disagreements({ name, consumes }: AgentOptions): string[] {
  const declared = Object.values<EventDefinition>(EVENTS).filter((event) => event.consumedBy.includes(name));
  const types = consumes.map((event) => event.type);
  return [
    ...types.filter((type, index) => types.indexOf(type) !== index).map((type) => `consumes ${type} twice`),
    ...declared.filter((event) => !types.includes(event.type)).map((event) => `does not consume ${event.type}`),
    ...consumes
      .filter((event) => !event.consumedBy.includes(name))
      .map((event) => `consumes ${event.type}, whose contract does not list it as a consumer`),
  ];
}
