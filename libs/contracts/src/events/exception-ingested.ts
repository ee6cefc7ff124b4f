import type { Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { SourceItemSchema, upcastSourceItem } from '../source-item.ts';

/** A source reported an exception for the first time. */
export const ExceptionIngested = defineEvent({
  type: 'ExceptionIngested',
  version: 2,
  topic: 'exceptions.ingested',
  summary: 'A source reported an exception for the first time.',
  consumedBy: ['intake'],
  schema: SourceItemSchema,
  upcast: upcastSourceItem,
});
export type ExceptionIngested = Static<typeof ExceptionIngested.schema>;
