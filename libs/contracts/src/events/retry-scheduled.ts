import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Instant, Name, Text } from '../schema.ts';

/** An event could not be processed now and will be retried. */
export const RetryScheduled = defineEvent({
  type: 'RetryScheduled',
  version: 1,
  topic: 'control.retry',
  summary: 'An event could not be processed now and will be retried.',
  consumedBy: [],
  schema: Type.Object({
    event_id: Type.String(),
    consumer: Name,
    attempt: Type.Integer({ minimum: 1 }),
    due_at: Instant,
    reason: Text,
  }),
});
export type RetryScheduled = Static<typeof RetryScheduled.schema>;
