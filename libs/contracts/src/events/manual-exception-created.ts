import type { Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { SourceItemSchema, upcastSourceItem } from '../source-item.ts';

/** A person created an exception manually. */
export const ManualExceptionCreated = defineEvent({
  type: 'ManualExceptionCreated',
  version: 2,
  topic: 'exceptions.ingested',
  summary: 'A person created an exception manually.',
  consumedBy: ['intake'],
  schema: SourceItemSchema,
  upcast: upcastSourceItem,
});
export type ManualExceptionCreated = Static<typeof ManualExceptionCreated.schema>;
