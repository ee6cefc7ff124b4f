import type { Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { SourceItemSchema } from '../source-item.ts';

/** A person opened an exception by hand. */
export const ManualExceptionCreated = defineEvent({
  type: 'ManualExceptionCreated',
  version: 1,
  topic: 'exceptions.ingested',
  summary: 'A person opened an exception by hand.',
  consumedBy: ['intake'],
  schema: SourceItemSchema,
});
export type ManualExceptionCreated = Static<typeof ManualExceptionCreated.schema>;
