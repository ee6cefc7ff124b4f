import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { AnyObject, Name, Text, nullable } from '../schema.ts';

/** People's commands to the waiting step. */
export const STEP_COMMANDS = ['complete', 'skip', 'approve', 'reject', 'retry'] as const;
export type StepCommand = (typeof STEP_COMMANDS)[number];

/** A person completes, skips, approves, rejects or retries the waiting step. */
export const StepCommandSubmitted = defineEvent({
  type: 'StepCommandSubmitted',
  version: 2,
  topic: 'playbooks.commanded',
  summary: 'A person completes, skips, approves, rejects or retries the waiting step.',
  consumedBy: ['playbook'],
  schema: Type.Object({
    step_order: Type.Integer({ minimum: 1 }),
    command: Type.Enum([...STEP_COMMANDS]),
    /** Token subject of the sender. */
    actor_id: Name,
    /** Roles in that token; an approval requires some of them. */
    actor_roles: Type.Array(Name, { maxItems: 10 }),
    note: nullable(Text),
    result: Type.Optional(AnyObject),
  }),
  // A command without roles came from nobody who could approve.
  upcast: (data) => ({ actor_roles: [], ...data }),
});
export type StepCommandSubmitted = Static<typeof StepCommandSubmitted.schema>;
