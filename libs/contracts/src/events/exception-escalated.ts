import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text, nullable } from '../schema.ts';

/** The exception was handed to people with more say. */
export const ExceptionEscalated = defineEvent({
  type: 'ExceptionEscalated',
  version: 1,
  topic: 'exceptions.resolved',
  summary: 'The exception was handed to people with more say.',
  consumedBy: ['feedback'],
  schema: Type.Object({
    reason: Type.Enum(['no_playbook', 'policy_blocked', 'playbook_step', 'playbook_failed', 'sla_expired', 'person']),
    detail: Text,
    escalated_to: nullable(Name),
  }),
});
export type ExceptionEscalated = Static<typeof ExceptionEscalated.schema>;
