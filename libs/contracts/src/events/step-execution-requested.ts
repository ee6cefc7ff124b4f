import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { AnyObject, Name, Text } from '../schema.ts';

/** A step waits for a person to do what it says. */
export const StepExecutionRequested = defineEvent({
  type: 'StepExecutionRequested',
  version: 1,
  topic: 'playbooks.progressed',
  summary: 'A step waits for a person to do what it says.',
  consumedBy: [],
  schema: Type.Object({
    playbook_id: Type.Integer({ minimum: 1 }),
    step_order: Type.Integer({ minimum: 1 }),
    step_name: Name,
    action_type: Name,
    instruction: Text,
    params: AnyObject,
  }),
});
export type StepExecutionRequested = Static<typeof StepExecutionRequested.schema>;
