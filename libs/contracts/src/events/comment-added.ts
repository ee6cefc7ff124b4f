import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text } from '../schema.ts';

/** A comment was added to the exception. */
export const CommentAdded = defineEvent({
  type: 'CommentAdded',
  version: 1,
  topic: 'exceptions.changed',
  summary: 'A comment was added to the exception.',
  consumedBy: [],
  schema: Type.Object({
    author: Name,
    comment: Text,
  }),
});
export type CommentAdded = Static<typeof CommentAdded.schema>;
