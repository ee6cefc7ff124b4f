import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { AnyObject, STEP_FIELDS } from '../schema.ts';

/** A step of the playbook was completed. */
export const PlaybookStepCompleted = defineEvent({
  type: 'PlaybookStepCompleted',
  version: 1,
  topic: 'playbooks.progressed',
  summary: 'A step of the playbook was completed.',
  consumedBy: [],
  schema: Type.Object({
    ...STEP_FIELDS,
    result: AnyObject,
  }),
});
export type PlaybookStepCompleted = Static<typeof PlaybookStepCompleted.schema>;
