import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text, nullable } from '../schema.ts';

/** A person approved the suggested resolution. */
export const ResolutionApproved = defineEvent({
  type: 'ResolutionApproved',
  version: 1,
  topic: 'exceptions.resolved',
  summary: 'A person approved the suggested resolution.',
  consumedBy: [],
  schema: Type.Object({
    approved_by: Name,
    note: nullable(Text),
  }),
});
export type ResolutionApproved = Static<typeof ResolutionApproved.schema>;
