/** `@sentinai/messaging/testing`: runtime checks for the specs of agents. */
import type { Type } from '@nestjs/common';
import { AGENT_METADATA, type AgentOptions, type AnyAgent } from '../agent/agent.ts';
import { disagreements } from '../worker/agent.registry.ts';

/**
 * Lists where an agent's `consumes` and the catalog's `consumedBy` disagree, which would stop its worker at start-up.
 */
export function contractDisagreements(agent: Type<AnyAgent>): string[] {
  const options = Reflect.getMetadata(AGENT_METADATA, agent) as AgentOptions | undefined;
  return options ? disagreements(options) : [`${agent.name} is not marked with @Agent`];
}
