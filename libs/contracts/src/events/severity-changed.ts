import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Instant, Name, SeveritySchema, Text, nullable } from '../schema.ts';

/** A person changed the severity of the exception, and with it its SLA. */
export const SeverityChanged = defineEvent({
  type: 'SeverityChanged',
  version: 1,
  topic: 'exceptions.changed',
  summary: 'A person changed the severity of the exception, and with it its SLA.',
  consumedBy: [],
  schema: Type.Object({
    from: SeveritySchema,
    to: SeveritySchema,
    reason: Text,
    changed_by: Name,
    sla_minutes: nullable(Type.Number({ minimum: 0 })),
    sla_deadline_from: nullable(Instant),
    sla_deadline_to: nullable(Instant),
  }),
});
export type SeverityChanged = Static<typeof SeverityChanged.schema>;
