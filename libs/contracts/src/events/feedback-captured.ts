import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Instant, Name, nullable } from '../schema.ts';

/** Summary of the exception: durations by stage, SLA, human touches, outcome. */
export const FeedbackCaptured = defineEvent({
  type: 'FeedbackCaptured',
  version: 1,
  topic: 'feedback.captured',
  summary: 'Summary of the exception: durations by stage, SLA, human touches, outcome.',
  consumedBy: [],
  schema: Type.Object({
    outcome: Type.Enum(['resolved', 'escalated']),
    exception_type: Name,
    /** Milliseconds from one milestone to the next; absent for stages not reached. */
    stage_durations_ms: Type.Record(Type.String(), Type.Number()),
    total_ms: Type.Number({ minimum: 0 }),
    sla_deadline: nullable(Instant),
    /** Null when no SLA applies. */
    sla_met: nullable(Type.Boolean()),
    human_touches: Type.Integer({ minimum: 0 }),
    playbook: nullable(Name),
  }),
});
export type FeedbackCaptured = Static<typeof FeedbackCaptured.schema>;
