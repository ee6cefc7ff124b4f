import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Instant, SeveritySchema } from '../schema.ts';

/** 80 % of the time until the SLA deadline has passed. */
export const SLAImminent = defineEvent({
  type: 'SLAImminent',
  version: 1,
  topic: 'sla.imminent',
  summary: '80 % of the time until the SLA deadline has passed.',
  consumedBy: [],
  schema: Type.Object({
    sla_deadline: Instant,
    severity: SeveritySchema,
    minutes_remaining: Type.Number(),
  }),
});
export type SLAImminent = Static<typeof SLAImminent.schema>;
