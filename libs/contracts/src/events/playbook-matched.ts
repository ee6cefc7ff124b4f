import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, SeveritySchema } from '../schema.ts';
import { UndecidedFacts } from '../unreadable.ts';

/** A playbook matches the exception; every candidate lists its reasons. */
export const PlaybookMatched = defineEvent({
  type: 'PlaybookMatched',
  version: 2,
  topic: 'playbooks.matched',
  summary: 'A playbook matches the exception; every candidate lists its reasons.',
  consumedBy: ['playbook'],
  schema: Type.Object({
    playbook_id: Type.Integer({ minimum: 1 }),
    name: Name,
    version: Type.Integer({ minimum: 1 }),
    /** The facts that were matched; the run uses these even when the source later reports others. */
    exception_type: Name,
    severity: SeveritySchema,
    candidates: Type.Array(
      Type.Object({
        playbook_id: Type.Integer(),
        name: Name,
        version: Type.Integer(),
        matched: Type.Boolean(),
        why: Type.Array(Type.String(), { maxItems: 20 }),
      }),
      { maxItems: 50 },
    ),
    /** Undecided facts of the exception: the run asks a person before it does anything. */
    undecided: UndecidedFacts,
  }),
  upcast: (data) => ({ undecided: [], ...data }),
});
export type PlaybookMatched = Static<typeof PlaybookMatched.schema>;
