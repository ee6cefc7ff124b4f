import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, SeveritySchema, nullable } from '../schema.ts';

/** The tenant's policy was applied to the exception: permitted actions, required approvals, owner. */
export const PolicyEvaluationCompleted = defineEvent({
  type: 'PolicyEvaluationCompleted',
  version: 1,
  topic: 'policy.evaluated',
  summary: 'The policy of the tenant was applied to the exception: permitted actions, required approvals, owner.',
  consumedBy: [],
  schema: Type.Object({
    exception_type: Name,
    severity: SeveritySchema,
    decision: Type.Enum(['allow', 'require_approval', 'block']),
    approval_required: Type.Boolean(),
    reasons: Type.Array(Type.String(), { maxItems: 100 }),
    route_to: nullable(Name),
  }),
});
export type PolicyEvaluationCompleted = Static<typeof PolicyEvaluationCompleted.schema>;
