import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Instant } from '../schema.ts';

/** `retry`: the step is due to be tried again; `timeout`: its attempt took too long; `approval`: nobody has approved it in time. */
export const STEP_TIMERS = ['retry', 'timeout', 'approval'] as const;
export type StepTimerKind = (typeof STEP_TIMERS)[number];

/** The time is over that a step of a playbook was given. */
export const StepTimerElapsed = defineEvent({
  type: 'StepTimerElapsed',
  version: 1,
  topic: 'playbooks.commanded',
  summary: 'The time is over that a step of a playbook was given.',
  consumedBy: ['playbook'],
  schema: Type.Object({
    step_order: Type.Integer({ minimum: 1 }),
    attempt: Type.Integer({ minimum: 0 }),
    kind: Type.Enum([...STEP_TIMERS]),
    /** The very instant the step waited for: it tells this timer from a later one of the step. */
    due_at: Instant,
  }),
});
export type StepTimerElapsed = Static<typeof StepTimerElapsed.schema>;
