/** The agents' decisions, and the decisions of the clocks. All pure: whoever hosts an agent gives it everything it may read. */
export * from './intake/intake.agent.ts';
export * from './triage/triage.agent.ts';
export * from './policy/policy.agent.ts';
export * from './playbook/playbook.agent.ts';
export { stepClock } from './playbook/timers/step-clock.ts';
export * from './tool/tool.agent.ts';
export * from './tool/tool-agent.ports.ts';
export * from './feedback/feedback.agent.ts';
export { slaClock } from './sla-monitor/sla-clock.ts';
export { type ReplayWorld, replayCase } from './replay/case-replay.ts';
export type { EventSummary, ReplayDifference } from './replay/replay-difference.ts';
