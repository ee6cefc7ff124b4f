import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { AnyObject, STEP_FIELDS, Text } from '../schema.ts';

/** A step waits for a person to follow its instruction. */
export const StepExecutionRequested = defineEvent({
  type: 'StepExecutionRequested',
  version: 1,
  topic: 'playbooks.progressed',
  summary: 'A step waits for a person to follow its instruction.',
  consumedBy: [],
  schema: Type.Object({
    ...STEP_FIELDS,
    instruction: Text,
    params: AnyObject,
  }),
});
export type StepExecutionRequested = Static<typeof StepExecutionRequested.schema>;
