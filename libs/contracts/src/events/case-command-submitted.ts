import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text, nullable } from '../schema.ts';
import { SEVERITIES } from '../vocabulary.ts';

/** What people do with a case as a whole. */
export const CASE_COMMANDS = [
  'assign',
  'comment',
  'change_severity',
  'escalate',
  'resolve',
  'reopen',
  'recalculate',
] as const;
export type CaseCommand = (typeof CASE_COMMANDS)[number];

/** A person assigns, comments, changes the severity of, escalates, resolves or reopens an exception, or has its playbook matched anew. */
export const CaseCommandSubmitted = defineEvent({
  type: 'CaseCommandSubmitted',
  version: 1,
  topic: 'exceptions.commanded',
  summary:
    'A person assigns, comments, changes the severity of, escalates, resolves or reopens an exception, or has its playbook matched anew.',
  consumedBy: ['playbook'],
  schema: Type.Object({
    command: Type.Enum([...CASE_COMMANDS]),
    /** Subject of the token, or `key:<id>` of the API key, that sent the command. */
    actor_id: Name,
    /** The comment, the reason, the resolution. */
    note: nullable(Text),
    /** For `assign`: the new owner; null takes the owner away. */
    owner: Type.Optional(nullable(Name)),
    /** For `change_severity`. */
    severity: Type.Optional(Type.Enum([...SEVERITIES])),
    /** For `escalate`: to whom. */
    escalated_to: Type.Optional(nullable(Name)),
  }),
});
export type CaseCommandSubmitted = Static<typeof CaseCommandSubmitted.schema>;
