import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text, nullable } from '../schema.ts';

/** A person has an open exception triaged again, and with it evaluated and matched, by the packs in force. */
export const TriageRequested = defineEvent({
  type: 'TriageRequested',
  version: 1,
  // The topic of the states: triage takes the states and the requests of an exception in one order.
  topic: 'exceptions.normalized',
  summary: 'A person has an open exception triaged again, and with it evaluated and matched, by the packs in force.',
  consumedBy: ['triage'],
  schema: Type.Object({
    /** Subject of the token, or `key:<id>` of the API key, that sent the request. The event's id is the command's id. */
    actor_id: Name,
    reason: Text,
    /** Whether the rules also decide a severity that a person has set. */
    reset_severity: Type.Boolean(),
    /** The bulk job that the request belongs to; null for a request for one exception. */
    bulk_job_id: nullable(Type.String({ format: 'uuid' })),
  }),
});
export type TriageRequested = Static<typeof TriageRequested.schema>;
