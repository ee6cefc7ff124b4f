import Type, { type Static } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { Name, Text } from '../schema.ts';
import { STEP_COMMANDS } from './step-command-submitted.ts';

/**
 * Reasons for refusing a command when it is processed. `not_waiting`: no such step is waiting, or it waits for another command.
 * `quorum_reached`: enough people have already approved. `already_approved`: this person has already approved. `requester`: the person
 * requested what is to be approved. `role`: the person's roles do not suffice. `reason_missing`: a rejection without a reason.
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

/** A person's command to a step was accepted, but refused when it was processed. */
export const StepCommandRefused = defineEvent({
  type: 'StepCommandRefused',
  version: 1,
  topic: 'playbooks.progressed',
  summary: "A person's command to a step was accepted, but refused when it was processed.",
  consumedBy: [],
  schema: Type.Object({
    /** Id of the event that records the command. */
    command_id: Type.String({ format: 'uuid' }),
    step_order: Type.Integer({ minimum: 1 }),
    command: Type.Enum([...STEP_COMMANDS]),
    /** The person who gave the command. */
    actor_id: Name,
    reason: Type.Enum([...STEP_REFUSALS]),
    /** The reason as text for people. */
    detail: Text,
  }),
});
export type StepCommandRefused = Static<typeof StepCommandRefused.schema>;
