import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { STEP_FIELDS, Text } from '../schema.ts';

/** A step was skipped: its condition did not hold, or a person or its failure rule skipped it. */
export const PlaybookStepSkipped = defineEvent({
  type: 'PlaybookStepSkipped',
  version: 1,
  topic: 'playbooks.progressed',
  summary: 'A step was skipped: its condition did not hold, or a person or its failure rule skipped it.',
  consumedBy: [],
  schema: Type.Object({
    ...STEP_FIELDS,
    reason: Text,
  }),
});
export type PlaybookStepSkipped = Static<typeof PlaybookStepSkipped.schema>;
