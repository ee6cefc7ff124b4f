import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Instant, Name, Text } from '../schema.ts';

/** The exception was resolved: by its source, its playbook or a person. */
export const ExceptionResolved = defineEvent({
  type: 'ExceptionResolved',
  version: 1,
  topic: 'exceptions.resolved',
  summary: 'The exception was resolved: by its source, its playbook or a person.',
  consumedBy: ['feedback'],
  schema: Type.Object({
    resolved_at: Instant,
    resolved_by: Name,
    resolution: Text,
  }),
});
export type ExceptionResolved = Static<typeof ExceptionResolved.schema>;
