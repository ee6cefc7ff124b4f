import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name } from '../schema.ts';

/** A playbook started on the exception. */
export const PlaybookStarted = defineEvent({
  type: 'PlaybookStarted',
  version: 1,
  topic: 'playbooks.progressed',
  summary: 'A playbook started on the exception.',
  consumedBy: [],
  schema: Type.Object({
    playbook_id: Type.Integer({ minimum: 1 }),
    name: Name,
    version: Type.Integer({ minimum: 1 }),
    steps: Type.Integer({ minimum: 1 }),
  }),
});
export type PlaybookStarted = Static<typeof PlaybookStarted.schema>;
