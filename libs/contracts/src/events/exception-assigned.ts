import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text, nullable } from '../schema.ts';

/** The exception has a new owner, or none. */
export const ExceptionAssigned = defineEvent({
  type: 'ExceptionAssigned',
  version: 1,
  topic: 'exceptions.changed',
  summary: 'The exception has a new owner, or none.',
  consumedBy: [],
  schema: Type.Object({
    from: nullable(Name),
    to: nullable(Name),
    assigned_by: Name,
    note: nullable(Text),
  }),
});
export type ExceptionAssigned = Static<typeof ExceptionAssigned.schema>;
