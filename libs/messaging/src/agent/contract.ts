/** Checks that an agent and the catalog of events agree on who consumes what. */
import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { EVENTS, type EventDefinition } from '@sentinai/contracts';
import { AGENT_METADATA, type AgentOptions, type AnyAgent } from './agent.ts';

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

/** For specs: lists where an agent and the catalog disagree, which would stop its host at start-up. */
export function contractDisagreements(agent: Type<AnyAgent>): string[] {
  const options = Reflect.getMetadata(AGENT_METADATA, agent) as AgentOptions | undefined;
  return options ? disagreements(options) : [`${agent.name} is not marked with @Agent`];
}
