import type { Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { SourceItemSchema, upcastSourceItem } from '../source-item.ts';

/** A source reported a later state of an exception it had already reported. */
export const SourceUpdateReceived = defineEvent({
  type: 'SourceUpdateReceived',
  version: 2,
  topic: 'exceptions.ingested',
  summary: 'A source reported a later state of an exception it had already reported.',
  consumedBy: ['intake'],
  schema: SourceItemSchema,
  upcast: upcastSourceItem,
});
export type SourceUpdateReceived = Static<typeof SourceUpdateReceived.schema>;
