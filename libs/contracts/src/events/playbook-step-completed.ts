import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { AnyObject, Name } from '../schema.ts';

/** A step of the playbook was done. */
export const PlaybookStepCompleted = defineEvent({
  type: 'PlaybookStepCompleted',
  version: 1,
  topic: 'playbooks.progressed',
  summary: 'A step of the playbook was done.',
  consumedBy: [],
  schema: Type.Object({
    playbook_id: Type.Integer({ minimum: 1 }),
    step_order: Type.Integer({ minimum: 1 }),
    step_name: Name,
    action_type: Name,
    result: AnyObject,
  }),
});
export type PlaybookStepCompleted = Static<typeof PlaybookStepCompleted.schema>;
