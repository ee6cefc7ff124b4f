import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text, nullable } from '../schema.ts';

/** A record could not be processed and became a dead letter, with everything needed to examine it. */
export const DeadLettered = defineEvent({
  type: 'DeadLettered',
  version: 1,
  topic: 'control.dlq',
  summary: 'A record could not be processed and became a dead letter, with everything needed to examine it.',
  consumedBy: [],
  schema: Type.Object({
    consumer: Name,
    topic: Name,
    partition: Type.Integer(),
    offset: Type.String(),
    event_id: nullable(Type.String()),
    event_type: nullable(Type.String()),
    error_code: Name,
    error: Text,
    fingerprint: Name,
    attempts: Type.Integer({ minimum: 1 }),
  }),
});
export type DeadLettered = Static<typeof DeadLettered.schema>;
