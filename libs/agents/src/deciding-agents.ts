/** The agents that only decide, by name. Whoever lists agents takes them from here. */
import { AGENT_METADATA, type AgentOptions, type DecidingAgent } from '@sentinai/messaging/agent';
import { FeedbackAgent } from './feedback/feedback.agent.ts';
import { IntakeAgent } from './intake/intake.agent.ts';
import { PlaybookAgent } from './playbook/playbook.agent.ts';
import { PolicyAgent } from './policy/policy.agent.ts';
import { TriageAgent } from './triage/triage.agent.ts';

const CLASSES = [IntakeAgent, TriageAgent, PolicyAgent, PlaybookAgent, FeedbackAgent];

export const DECIDING_AGENTS: ReadonlyMap<string, DecidingAgent> = new Map(
  CLASSES.map((AgentClass) => [nameOf(AgentClass), new AgentClass()]),
);

function nameOf(agentClass: object): string {
  return (Reflect.getMetadata(AGENT_METADATA, agentClass) as AgentOptions).name;
}
