/** The agents that a replay runs as they are: all but the tool agent, which is handed its client. */
import type { PipelineWorker } from '@sentinai/contracts';
import type { DecidingAgent } from '@sentinai/messaging/agent';
import { FeedbackAgent } from '../feedback/feedback.agent.ts';
import { IntakeAgent } from '../intake/intake.agent.ts';
import { PlaybookAgent } from '../playbook/playbook.agent.ts';
import { PolicyAgent } from '../policy/policy.agent.ts';
import { TriageAgent } from '../triage/triage.agent.ts';

export const PURE_AGENTS: Readonly<Record<Exclude<PipelineWorker, 'tool'>, DecidingAgent>> = {
  intake: new IntakeAgent(),
  triage: new TriageAgent(),
  policy: new PolicyAgent(),
  playbook: new PlaybookAgent(),
  feedback: new FeedbackAgent(),
};
