/**
 * Why a step refuses a command when its turn comes: the command was accepted when given, and the step has moved on
 * since. Pure.
 */
import type { StepCommandRefused, StepCommandSubmitted, StepRefusalReason } from '@sentinai/contracts';
import type { ExceptionRecord, StepRun } from '../case/exception-record.ts';
import { approvalObstacle, expectedStep } from './expected-step.ts';

export type StepRefusal = Pick<StepCommandRefused, 'reason' | 'detail'>;

/** Returns null when the command is to be carried out. */
export function stepRefusal(exception: ExceptionRecord, command: StepCommandSubmitted): StepRefusal | null {
  const { step_order: order, actor_id: subject, actor_roles: roles } = command;
  const step = exception.playbookRun?.steps[order - 1];
  const expected = expectedStep(exception);
  const waits = expected?.order === order && expected.commands.includes(command.command);
  if (!step || !waits) return notWaiting(order, command, step);
  if (command.command === 'reject' && !command.note?.trim()) {
    return { reason: 'reason_missing', detail: `A rejection of step ${order} needs a reason.` };
  }
  const obstacle = command.command === 'approve' ? approvalObstacle(step, { subject, roles }) : null;
  return obstacle && OBSTACLES[obstacle](step);
}

export const noSuchStep = (order: number): StepRefusal => ({
  reason: 'not_waiting',
  detail: `The running playbook has no step ${order}.`,
});

const OBSTACLES: Record<NonNullable<ReturnType<typeof approvalObstacle>>, (step: StepRun) => StepRefusal> = {
  role: ({ order, approval }) => ({
    reason: 'role',
    detail: `Step ${order} is approved by: ${approval?.roles.join(', ') ?? 'nobody'}.`,
  }),
  requester: ({ order }) => ({
    reason: 'requester',
    detail: `The requester of step ${order} may not approve it.`,
  }),
  already: ({ order }) => ({
    reason: 'already_approved',
    detail: `The same person has already approved step ${order}; each person counts once.`,
  }),
};

function notWaiting(
  order: number,
  { command, actor_id }: StepCommandSubmitted,
  step: StepRun | undefined,
): StepRefusal {
  if (!step) return noSuchStep(order);
  const { approvals = [], approval, status, error } = step;
  if (command === 'approve' && approval && status !== 'awaiting_approval' && approvals.length >= approval.quorum) {
    const reason: StepRefusalReason = approvals.includes(actor_id) ? 'already_approved' : 'quorum_reached';
    return { reason, detail: `Step ${order} already has the approvals it needs, from: ${approvals.join(', ')}.` };
  }
  const why = error === undefined ? '' : ` (${error})`;
  return {
    reason: 'not_waiting',
    detail: `Step ${order} does not wait for ${command}: it is ${status}${why}.`.slice(0, MAX_DETAIL),
  };
}

const MAX_DETAIL = 4_000;
