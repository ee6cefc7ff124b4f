import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text, nullable } from '../schema.ts';

/** The exception was escalated to people with more authority. */
export const ExceptionEscalated = defineEvent({
  type: 'ExceptionEscalated',
  version: 2,
  topic: 'exceptions.resolved',
  summary: 'The exception was escalated to people with more authority.',
  consumedBy: ['feedback'],
  schema: Type.Object({
    reason: Type.Enum([
      'no_playbook',
      'policy_blocked',
      'playbook_step',
      'playbook_failed',
      'sla_expired',
      'person',
      // whether a playbook matches depends on a field that cannot be read
      'undecided',
    ]),
    detail: Text,
    escalated_to: nullable(Name),
  }),
  upcast: (data) => data,
});
export type ExceptionEscalated = Static<typeof ExceptionEscalated.schema>;
