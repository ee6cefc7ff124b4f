import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text } from '../schema.ts';

/** The playbook suggests a resolution; a person or the source decides. */
export const ResolutionSuggested = defineEvent({
  type: 'ResolutionSuggested',
  version: 1,
  topic: 'exceptions.resolved',
  summary: 'The playbook suggests a resolution; a person or the source decides.',
  consumedBy: [],
  schema: Type.Object({
    suggestion: Text,
    suggested_by: Name,
  }),
});
export type ResolutionSuggested = Static<typeof ResolutionSuggested.schema>;
