import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text, nullable } from '../schema.ts';

/** Somebody changed a tenant's configuration, access or status. */
export const AuditRecorded = defineEvent({
  type: 'AuditRecorded',
  version: 1,
  topic: 'audit.recorded',
  subject: 'tenant',
  summary: "Somebody changed a tenant's configuration, access or status.",
  consumedBy: [],
  schema: Type.Object({
    /** Token subject, or `key:<id>` of the API key. */
    actor_id: Name,
    /** The action: `api_key.created`, `tenant.suspended`, `pack.activated`. */
    action: Name,
    /** Type of the subject: `api_key`, `tenant`, `domain_pack`, `playbook`, `tool`. */
    subject_type: Name,
    subject_id: Name,
    /** The reason given, where one is required. */
    reason: nullable(Text),
    /** The subject before and after, without secrets; null where it did not or does not exist. */
    before: nullable(Type.Record(Type.String(), Type.Unknown())),
    after: nullable(Type.Record(Type.String(), Type.Unknown())),
    /** The request that made the change. */
    request_id: nullable(Name),
  }),
});
export type AuditRecorded = Static<typeof AuditRecorded.schema>;
