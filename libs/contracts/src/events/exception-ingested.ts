import type { Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { SourceItemSchema } from '../source-item.ts';

/** A source reported an exception for the first time. */
export const ExceptionIngested = defineEvent({
  type: 'ExceptionIngested',
  version: 1,
  topic: 'exceptions.ingested',
  summary: 'A source reported an exception for the first time.',
  consumedBy: ['intake'],
  schema: SourceItemSchema,
});
export type ExceptionIngested = Static<typeof ExceptionIngested.schema>;
