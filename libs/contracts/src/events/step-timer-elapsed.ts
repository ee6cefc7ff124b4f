import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Instant } from '../schema.ts';

/** `retry`: the step is due for a retry; `timeout`: its attempt took too long; `approval`: it was not approved in time. */
export const STEP_TIMERS = ['retry', 'timeout', 'approval'] as const;
export type StepTimerKind = (typeof STEP_TIMERS)[number];

/** A timer of a playbook step elapsed. */
export const StepTimerElapsed = defineEvent({
  type: 'StepTimerElapsed',
  version: 1,
  topic: 'playbooks.commanded',
  summary: 'A timer of a playbook step elapsed.',
  consumedBy: ['playbook'],
  schema: Type.Object({
    step_order: Type.Integer({ minimum: 1 }),
    attempt: Type.Integer({ minimum: 0 }),
    kind: Type.Enum([...STEP_TIMERS]),
    /** The due time of the timer: it distinguishes this timer from a later one of the step. */
    due_at: Instant,
  }),
});
export type StepTimerElapsed = Static<typeof StepTimerElapsed.schema>;
