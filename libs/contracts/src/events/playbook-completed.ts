import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name } from '../schema.ts';

/** The playbook has run to its end. */
export const PlaybookCompleted = defineEvent({
  type: 'PlaybookCompleted',
  version: 1,
  topic: 'exceptions.resolved',
  summary: 'The playbook has run to its end.',
  consumedBy: [],
  schema: Type.Object({
    playbook_id: Type.Integer({ minimum: 1 }),
    name: Name,
    version: Type.Integer({ minimum: 1 }),
    outcome: Type.Enum(['completed', 'failed']),
    steps_completed: Type.Integer({ minimum: 0 }),
    steps_skipped: Type.Integer({ minimum: 0 }),
    steps_failed: Type.Integer({ minimum: 0 }),
  }),
});
export type PlaybookCompleted = Static<typeof PlaybookCompleted.schema>;
