import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text } from '../schema.ts';

/** A step was left out: its condition did not hold, or a person or its failure rule said so. */
export const PlaybookStepSkipped = defineEvent({
  type: 'PlaybookStepSkipped',
  version: 1,
  topic: 'playbooks.progressed',
  summary: 'A step was left out: its condition did not hold, or a person or its failure rule said so.',
  consumedBy: [],
  schema: Type.Object({
    playbook_id: Type.Integer({ minimum: 1 }),
    step_order: Type.Integer({ minimum: 1 }),
    step_name: Name,
    action_type: Name,
    reason: Text,
  }),
});
export type PlaybookStepSkipped = Static<typeof PlaybookStepSkipped.schema>;
