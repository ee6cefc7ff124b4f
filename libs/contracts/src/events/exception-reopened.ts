import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text } from '../schema.ts';

/** A resolved exception was reopened. */
export const ExceptionReopened = defineEvent({
  type: 'ExceptionReopened',
  version: 1,
  topic: 'exceptions.resolved',
  summary: 'A resolved exception was reopened.',
  consumedBy: [],
  schema: Type.Object({
    reopened_by: Name,
    reason: Text,
  }),
});
export type ExceptionReopened = Static<typeof ExceptionReopened.schema>;
