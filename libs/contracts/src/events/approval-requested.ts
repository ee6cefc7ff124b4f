import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { AnyObject, Name, STEP_FIELDS } from '../schema.ts';

/** A step needs people's approval before it may run; its arguments are fixed here. */
export const ApprovalRequested = defineEvent({
  type: 'ApprovalRequested',
  version: 1,
  topic: 'playbooks.progressed',
  summary: "A step needs people's approval before it may run; its arguments are fixed here.",
  consumedBy: [],
  schema: Type.Object({
    ...STEP_FIELDS,
    reasons: Type.Array(Type.String(), { maxItems: 100 }),
    roles: Type.Array(Name, { maxItems: 10 }),
    quorum: Type.Integer({ minimum: 1 }),
    arguments: AnyObject,
  }),
});
export type ApprovalRequested = Static<typeof ApprovalRequested.schema>;
