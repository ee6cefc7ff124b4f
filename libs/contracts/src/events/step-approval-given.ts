import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, STEP_FIELDS, Text, nullable } from '../schema.ts';

/** A person approved a step; it runs once its quorum has approved. */
export const StepApprovalGiven = defineEvent({
  type: 'StepApprovalGiven',
  version: 1,
  topic: 'playbooks.progressed',
  summary: 'A person approved a step; it runs once its quorum has approved.',
  consumedBy: [],
  schema: Type.Object({
    ...STEP_FIELDS,
    approved_by: Name,
    note: nullable(Text),
    /** Number of approvals so far. */
    approvals: Type.Integer({ minimum: 1 }),
    quorum: Type.Integer({ minimum: 1 }),
  }),
});
export type StepApprovalGiven = Static<typeof StepApprovalGiven.schema>;
