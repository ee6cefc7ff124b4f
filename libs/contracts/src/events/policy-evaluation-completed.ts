import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, SeveritySchema, nullable } from '../schema.ts';

/** The tenant's policy was evaluated: what is allowed, what needs an approval, who owns the exception. */
export const PolicyEvaluationCompleted = defineEvent({
  type: 'PolicyEvaluationCompleted',
  version: 1,
  topic: 'policy.evaluated',
  summary: "The tenant's policy was evaluated: what is allowed, what needs an approval, who owns the exception.",
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
