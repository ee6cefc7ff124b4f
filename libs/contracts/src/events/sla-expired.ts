import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Instant, SeveritySchema } from '../schema.ts';

/** The SLA deadline passed before the exception was resolved. */
export const SLAExpired = defineEvent({
  type: 'SLAExpired',
  version: 1,
  topic: 'sla.expired',
  summary: 'The SLA deadline passed before the exception was resolved.',
  consumedBy: ['playbook'],
  schema: Type.Object({
    sla_deadline: Instant,
    severity: SeveritySchema,
    minutes_overdue: Type.Number(),
  }),
});
export type SLAExpired = Static<typeof SLAExpired.schema>;
