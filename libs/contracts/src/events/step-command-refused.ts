import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text } from '../schema.ts';
import { STEP_COMMANDS } from './step-command-submitted.ts';

/**
 * Why a step refused a command when its turn came. `not_waiting`: no such step waits, or it waits for another
 * command. `quorum_reached`: enough people had already approved. `already_approved`: the same person had.
 * `requester`: the approver requested what is to be approved. `role`: their roles do not suffice. `reason_missing`: a
 * rejection without a reason.
 */
export const STEP_REFUSALS = [
  'not_waiting',
  'quorum_reached',
  'already_approved',
  'requester',
  'role',
  'reason_missing',
] as const;
export type StepRefusalReason = (typeof STEP_REFUSALS)[number];

/** A person's command to a step was accepted, but had no effect when its turn came. */
export const StepCommandRefused = defineEvent({
  type: 'StepCommandRefused',
  version: 1,
  topic: 'playbooks.progressed',
  summary: "A person's command to a step was accepted, but had no effect when its turn came.",
  consumedBy: [],
  schema: Type.Object({
    /** Id of the event that records the command. */
    command_id: Type.String({ format: 'uuid' }),
    step_order: Type.Integer({ minimum: 1 }),
    command: Type.Enum([...STEP_COMMANDS]),
    /** Who gave the command. */
    actor_id: Name,
    reason: Type.Enum([...STEP_REFUSALS]),
    /** The reason in words. */
    detail: Text,
  }),
});
export type StepCommandRefused = Static<typeof StepCommandRefused.schema>;
