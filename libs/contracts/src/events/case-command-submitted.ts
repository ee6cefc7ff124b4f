import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text, nullable } from '../schema.ts';
import { SEVERITIES } from '../vocabulary.ts';

/** People's commands on a case as a whole. */
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

/**
 * A person assigns, comments on, changes the severity of, escalates, resolves or reopens an exception, or requests a
 * new playbook match.
 */
export const CaseCommandSubmitted = defineEvent({
  type: 'CaseCommandSubmitted',
  version: 1,
  topic: 'exceptions.commanded',
  summary:
    'A person assigns, comments on, changes the severity of, escalates, resolves or reopens an exception, or requests a new playbook match.',
  consumedBy: ['playbook'],
  schema: Type.Object({
    command: Type.Enum([...CASE_COMMANDS]),
    /** Token subject, or `key:<id>` of the API key, that sent the command. */
    actor_id: Name,
    /** The comment, reason or resolution. */
    note: nullable(Text),
    /** For `assign`: the new owner; null removes the owner. */
    owner: Type.Optional(nullable(Name)),
    /** For `change_severity`. */
    severity: Type.Optional(Type.Enum([...SEVERITIES])),
    /** For `escalate`: the new responsible person or group. */
    escalated_to: Type.Optional(nullable(Name)),
  }),
});
export type CaseCommandSubmitted = Static<typeof CaseCommandSubmitted.schema>;
