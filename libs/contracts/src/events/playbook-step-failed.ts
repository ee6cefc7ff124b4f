import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { STEP_FIELDS, Text } from '../schema.ts';

/** A step of the playbook failed. */
export const PlaybookStepFailed = defineEvent({
  type: 'PlaybookStepFailed',
  version: 1,
  topic: 'playbooks.progressed',
  summary: 'A step of the playbook failed.',
  consumedBy: [],
  schema: Type.Object({
    ...STEP_FIELDS,
    error: Text,
    attempts: Type.Integer({ minimum: 0 }),
  }),
});
export type PlaybookStepFailed = Static<typeof PlaybookStepFailed.schema>;
