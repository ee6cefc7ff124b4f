import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text, nullable } from '../schema.ts';

/** A person has the policy in force applied again to an open exception, which keeps its type, severity and SLA. */
export const PolicyEvaluationRequested = defineEvent({
  type: 'PolicyEvaluationRequested',
  version: 1,
  // The topic of the triages: policy takes the triages and the requests of an exception in one order.
  topic: 'triage.completed',
  summary:
    'A person has the policy in force applied again to an open exception, which keeps its type, severity and SLA.',
  consumedBy: ['policy'],
  schema: Type.Object({
    /** Subject of the token, or `key:<id>` of the API key, that sent the request. The event's id is the command's id. */
    actor_id: Name,
    reason: Text,
    /** The bulk job that the request belongs to; null for a request for one exception. */
    bulk_job_id: nullable(Type.String({ format: 'uuid' })),
  }),
});
export type PolicyEvaluationRequested = Static<typeof PolicyEvaluationRequested.schema>;
