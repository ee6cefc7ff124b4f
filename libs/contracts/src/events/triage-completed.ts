import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { ExceptionStatusSchema, Instant, Name, RuleOutcome, SeveritySchema, nullable } from '../schema.ts';
import { UndecidedFacts } from '../unreadable.ts';

/** The type, severity and SLA of the exception were decided. */
export const TriageCompleted = defineEvent({
  type: 'TriageCompleted',
  version: 2,
  topic: 'triage.completed',
  summary: 'The type, severity and SLA of the exception were decided.',
  consumedBy: ['policy'],
  schema: Type.Object({
    exception_type: Name,
    severity: SeveritySchema,
    confidence: Type.Number({ minimum: 0, maximum: 1 }),
    sla_minutes: nullable(Type.Number({ minimum: 0 })),
    sla_deadline: nullable(Instant),
    /** Status at this point in the source's history; a case that is already resolved starts no playbook. */
    status: nullable(ExceptionStatusSchema),
    matched_rules: Type.Array(RuleOutcome, { maxItems: 100 }),
    /** Facts that rules left open because a field could not be read; a person is asked. */
    undecided: UndecidedFacts,
    domain_pack_version: Type.Integer({ minimum: 1 }),
    policy_pack_version: nullable(Type.Integer({ minimum: 1 })),
  }),
  upcast: (data) => ({ undecided: [], ...data }),
});
export type TriageCompleted = Static<typeof TriageCompleted.schema>;
