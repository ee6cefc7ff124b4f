import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text, nullable } from '../schema.ts';

/** A tenant's configuration, access or standing was changed. */
export const AuditRecorded = defineEvent({
  type: 'AuditRecorded',
  version: 1,
  topic: 'audit.recorded',
  subject: 'tenant',
  summary: "A tenant's configuration, access or standing was changed.",
  consumedBy: [],
  schema: Type.Object({
    /** Subject of the token, or `key:<id>` of the API key. */
    actor_id: Name,
    /** The action: `api_key.created`, `tenant.suspended`, `pack.activated`. */
    action: Name,
    /** The kind of subject: `api_key`, `tenant`, `domain_pack`, `playbook`, `tool`. */
    subject_type: Name,
    subject_id: Name,
    /** The reason given, for actions that ask for one. */
    reason: nullable(Text),
    /** The subject before the change, without secrets, and `after` it; null when it did not or does not exist. */
    before: nullable(Type.Record(Type.String(), Type.Unknown())),
    after: nullable(Type.Record(Type.String(), Type.Unknown())),
    /** Id of the request that made the change. */
    request_id: nullable(Name),
  }),
});
export type AuditRecorded = Static<typeof AuditRecorded.schema>;
