import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { AnyObject, Name, Text, nullable } from '../schema.ts';

/** A person completes, skips, approves, rejects or retries the step that waits. */
export const StepCommandSubmitted = defineEvent({
  type: 'StepCommandSubmitted',
  version: 1,
  topic: 'playbooks.commanded',
  summary: 'A person completes, skips, approves, rejects or retries the step that waits.',
  consumedBy: ['playbook'],
  schema: Type.Object({
    step_order: Type.Integer({ minimum: 1 }),
    command: Type.Enum(['complete', 'skip', 'approve', 'reject', 'retry']),
    /** Subject of the token that sent the command. */
    actor_id: Name,
    note: nullable(Text),
    result: Type.Optional(AnyObject),
  }),
});
export type StepCommandSubmitted = Static<typeof StepCommandSubmitted.schema>;
