import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text } from '../schema.ts';

/** A step of the playbook failed. */
export const PlaybookStepFailed = defineEvent({
  type: 'PlaybookStepFailed',
  version: 1,
  topic: 'playbooks.progressed',
  summary: 'A step of the playbook failed.',
  consumedBy: [],
  schema: Type.Object({
    playbook_id: Type.Integer({ minimum: 1 }),
    step_order: Type.Integer({ minimum: 1 }),
    step_name: Name,
    action_type: Name,
    error: Text,
    attempts: Type.Integer({ minimum: 0 }),
  }),
});
export type PlaybookStepFailed = Static<typeof PlaybookStepFailed.schema>;
