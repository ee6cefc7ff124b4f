/** `@sentinai/messaging/testing`: what an agent's specs ask of the runtime. */
import type { Type } from '@nestjs/common';
import { AGENT_METADATA, type AgentOptions, type AnyAgent } from '../agent/agent.ts';
import { disagreements } from '../worker/agent.registry.ts';

/** Where an agent's `consumes` and the catalog's `consumedBy` do not say the same: what would stop its worker at start. */
export function contractDisagreements(agent: Type<AnyAgent>): string[] {
  const options = Reflect.getMetadata(AGENT_METADATA, agent) as AgentOptions | undefined;
  return options ? disagreements(options) : [`${agent.name} is not marked with @Agent`];
}
