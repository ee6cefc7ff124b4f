import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text, nullable } from '../schema.ts';

/** Somebody changed a tenant's configuration, its people's access, or its standing. */
export const AuditRecorded = defineEvent({
  type: 'AuditRecorded',
  version: 1,
  topic: 'audit.recorded',
  subject: 'tenant',
  summary: "Somebody changed a tenant's configuration, its people's access, or its standing.",
  consumedBy: [],
  schema: Type.Object({
    /** Subject of the token, or `key:<id>` of the API key. */
    actor_id: Name,
    /** What was done: `api_key.created`, `tenant.suspended`, `pack.activated`. */
    action: Name,
    /** What it was done to: `api_key`, `tenant`, `domain_pack`, `playbook`, `tool`. */
    subject_type: Name,
    subject_id: Name,
    /** The reason given, where one is asked for. */
    reason: nullable(Text),
    /** The subject before and after, without secrets; null where there was or is none. */
    before: nullable(Type.Record(Type.String(), Type.Unknown())),
    after: nullable(Type.Record(Type.String(), Type.Unknown())),
    /** The request that did it. */
    request_id: nullable(Name),
  }),
});
export type AuditRecorded = Static<typeof AuditRecorded.schema>;
