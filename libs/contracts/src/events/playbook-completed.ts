import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name } from '../schema.ts';

export const PLAYBOOK_OUTCOMES = ['completed', 'failed', 'superseded', 'stopped'] as const;
export type PlaybookOutcome = (typeof PLAYBOOK_OUTCOMES)[number];

/** The playbook has ended, or was stopped. */
export const PlaybookCompleted = defineEvent({
  type: 'PlaybookCompleted',
  version: 2,
  topic: 'exceptions.resolved',
  summary: 'The playbook has ended, or was stopped.',
  consumedBy: [],
  schema: Type.Object({
    playbook_id: Type.Integer({ minimum: 1 }),
    name: Name,
    version: Type.Integer({ minimum: 1 }),
    /**
     * `superseded`: another playbook replaced it; `stopped`: the case was resolved while the playbook waited for
     * people.
     */
    outcome: Type.Enum([...PLAYBOOK_OUTCOMES]),
    steps_completed: Type.Integer({ minimum: 0 }),
    steps_skipped: Type.Integer({ minimum: 0 }),
    steps_failed: Type.Integer({ minimum: 0 }),
  }),
  // Every outcome of version 1 still exists.
  upcast: (data) => data,
});
export type PlaybookCompleted = Static<typeof PlaybookCompleted.schema>;
