import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Instant, STEP_FIELDS, Text } from '../schema.ts';

/** An attempt of a step failed, and the step will be retried. */
export const StepRetryScheduled = defineEvent({
  type: 'StepRetryScheduled',
  version: 1,
  topic: 'playbooks.progressed',
  summary: 'An attempt of a step failed, and the step will be retried.',
  consumedBy: [],
  schema: Type.Object({
    ...STEP_FIELDS,
    /** Number of the failed attempt, from 1. */
    attempt: Type.Integer({ minimum: 1 }),
    error: Text,
    due_at: Instant,
  }),
});
export type StepRetryScheduled = Static<typeof StepRetryScheduled.schema>;
