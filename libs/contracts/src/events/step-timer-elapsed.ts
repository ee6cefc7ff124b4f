import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Instant } from '../schema.ts';

/**
 * `retry`: the step is due for a retry; `timeout`: its attempt took too long; `approval`: nobody approved it in time.
 */
export const STEP_TIMERS = ['retry', 'timeout', 'approval'] as const;
export type StepTimerKind = (typeof STEP_TIMERS)[number];

/** A timer of a playbook step elapsed: retry, time-out or approval. */
export const StepTimerElapsed = defineEvent({
  type: 'StepTimerElapsed',
  version: 1,
  topic: 'playbooks.commanded',
  summary: 'A timer of a playbook step elapsed: retry, time-out or approval.',
  consumedBy: ['playbook'],
  schema: Type.Object({
    step_order: Type.Integer({ minimum: 1 }),
    attempt: Type.Integer({ minimum: 0 }),
    kind: Type.Enum([...STEP_TIMERS]),
    /** The exact instant the step waited for: it distinguishes this timer from a later one of the step. */
    due_at: Instant,
  }),
});
export type StepTimerElapsed = Static<typeof StepTimerElapsed.schema>;
