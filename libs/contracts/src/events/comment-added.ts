import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text } from '../schema.ts';

/** Somebody commented on the exception. */
export const CommentAdded = defineEvent({
  type: 'CommentAdded',
  version: 1,
  topic: 'exceptions.changed',
  summary: 'Somebody commented on the exception.',
  consumedBy: [],
  schema: Type.Object({
    author: Name,
    comment: Text,
  }),
});
export type CommentAdded = Static<typeof CommentAdded.schema>;
