import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Instant, nullable } from '../schema.ts';

/** A tenant's requests are being refused; emitted once when that begins, not for each of them. */
export const BackpressureDetected = defineEvent({
  type: 'BackpressureDetected',
  version: 1,
  topic: 'control.backpressure',
  subject: 'tenant',
  summary: "A tenant's requests are being refused; emitted once when that begins, not for each of them.",
  consumedBy: [],
  schema: Type.Object({
    cause: Type.Enum(['rate_limit', 'fair_share', 'backlog']),
    detected_at: Instant,
    retry_after_ms: Type.Integer({ minimum: 0 }),
    rate_per_second: nullable(Type.Integer({ minimum: 1 })),
    backlog_events: Type.Integer({ minimum: 0 }),
    backlog_ceiling: Type.Integer({ minimum: 0 }),
  }),
});
export type BackpressureDetected = Static<typeof BackpressureDetected.schema>;
