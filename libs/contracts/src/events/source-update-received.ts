import type { Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { SourceItemSchema } from '../source-item.ts';

/** A source reported a later state of an exception it had reported before. */
export const SourceUpdateReceived = defineEvent({
  type: 'SourceUpdateReceived',
  version: 1,
  topic: 'exceptions.ingested',
  summary: 'A source reported a later state of an exception it had reported before.',
  consumedBy: ['intake'],
  schema: SourceItemSchema,
});
export type SourceUpdateReceived = Static<typeof SourceUpdateReceived.schema>;
