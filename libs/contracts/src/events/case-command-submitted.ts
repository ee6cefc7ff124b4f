import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text, nullable } from '../schema.ts';
import { SEVERITIES } from '../vocabulary.ts';

/** Commands to a case as a whole. */
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

/** A person assigns, comments on, changes the severity of, escalates, resolves or reopens an exception, or has its playbook rematched. */
export const CaseCommandSubmitted = defineEvent({
  type: 'CaseCommandSubmitted',
  version: 1,
  topic: 'exceptions.commanded',
  summary:
    'A person assigns, comments on, changes the severity of, escalates, resolves or reopens an exception, or has its playbook rematched.',
  consumedBy: ['playbook'],
  schema: Type.Object({
    command: Type.Enum([...CASE_COMMANDS]),
    /** Subject of the token, or `key:<id>` of the API key, that sent the command. */
    actor_id: Name,
    /** The comment, the reason or the resolution, depending on the command. */
    note: nullable(Text),
    /** For `assign`: the new owner; null removes the owner. */
    owner: Type.Optional(nullable(Name)),
    /** For `change_severity`: the new severity. */
    severity: Type.Optional(Type.Enum([...SEVERITIES])),
    /** For `escalate`: the recipient. */
    escalated_to: Type.Optional(nullable(Name)),
  }),
});
export type CaseCommandSubmitted = Static<typeof CaseCommandSubmitted.schema>;
