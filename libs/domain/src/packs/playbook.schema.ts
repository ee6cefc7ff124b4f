/** Schema of a playbook in a pack: when it applies, and its steps. */
import { SEVERITIES } from '@sentinai/contracts';
import Type, { type Static } from 'typebox';
import { Condition, Duration, ExceptionTypeName, JsonFields, Name, strictObject, Text } from './pack-fields.schema.ts';

/**
 * Action types of a step. `notify`, `assign_owner`, `set_status` and `add_comment` are safe and run at once;
 * `call_tool` reaches outside; `manual` waits for a person to follow `params.instruction`; the last three end or hand
 * over the case.
 */
export const ACTION_TYPES = [
  'notify',
  'assign_owner',
  'set_status',
  'add_comment',
  'call_tool',
  'manual',
  'escalate',
  'suggest_resolution',
  'resolve',
] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

/** Key in the stored params that holds a step's `when`, `retry`, `timeout`, `on_failure` and `approval`. */
export const CONTROL_KEY = '_control';

export const PlaybookMatchSchema = strictObject({
  domain: Type.Optional(Name),
  /** A name or pattern (`*` for any text, `?` for one character), or a list of them. */
  exception_type: Type.Optional(
    Type.Union([ExceptionTypeName, Type.Array(ExceptionTypeName, { minItems: 1, maxItems: 100 })], {
      description: 'must be an exception type or a list of them',
    }),
  ),
  severity_in: Type.Optional(Type.Array(Type.Enum([...SEVERITIES]), { minItems: 1, maxItems: 4 })),
  sla_minutes_remaining_lt: Type.Optional(Type.Number()),
  /** All of them must be among the tags of the exception's type. */
  policy_tags: Type.Optional(Type.Array(Name, { maxItems: 50 })),
});
export type PlaybookMatch = Static<typeof PlaybookMatchSchema>;

export const StepRetrySchema = strictObject({
  max_attempts: Type.Integer({ minimum: 1, maximum: 20 }),
  backoff_ms: Type.Integer({ minimum: 0, maximum: 3_600_000 }),
});

export const StepApprovalSchema = strictObject({
  roles: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 10 })),
  quorum: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
  expires: Type.Optional(Duration),
});

/** The fields of a step that control it, as opposed to what it does. */
export const StepControlSchema = strictObject({
  when: Type.Optional(Condition),
  retry: Type.Optional(StepRetrySchema),
  timeout: Type.Optional(Duration),
  on_failure: Type.Optional(
    Type.Union([Type.Enum(['fail', 'skip', 'escalate']), strictObject({ goto: Name })], {
      description: "must be 'fail', 'skip', 'escalate' or {goto: <step name>}",
    }),
  ),
  approval: Type.Optional(
    Type.Union([Type.Boolean(), StepApprovalSchema], {
      description: 'must be true, false or {roles, quorum, expires}',
    }),
  ),
});
export type StepControl = Static<typeof StepControlSchema>;

export const PlaybookStepSchema = strictObject({
  name: Name,
  action_type: Type.Enum([...ACTION_TYPES]),
  params: Type.Optional(JsonFields),
  ...StepControlSchema.properties,
});
export type PackPlaybookStep = Static<typeof PlaybookStepSchema>;

export const PlaybookSchema = strictObject({
  name: Name,
  description: Type.Optional(Text),
  /** Higher wins when several playbooks match. Default 0. */
  priority: Type.Optional(Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 })),
  match: PlaybookMatchSchema,
  when: Type.Optional(Condition),
  steps: Type.Array(PlaybookStepSchema, { minItems: 1, maxItems: 100 }),
});
export type PackPlaybook = Static<typeof PlaybookSchema>;

export const Playbooks = Type.Array(PlaybookSchema, { maxItems: 200 });
