/** The step of a run that waits for a person, the commands it accepts, and who may give them. */
import { ROLES, type Role, type StepCommand } from '@sentinai/contracts';
import type { ExceptionRecord, StepRun } from '../case/exception-record.ts';

export interface ExpectedStep {
  order: number;
  /** Commands that the step accepts. */
  commands: readonly StepCommand[];
}

/** Returns the step that a person may currently decide on; null when none waits for one. */
export function expectedStep({
  playbookRun: run,
  currentStep,
  status,
}: Pick<ExceptionRecord, 'playbookRun' | 'currentStep' | 'status'>): ExpectedStep | null {
  if (run?.status === 'failed' && run.failed_step !== undefined && status !== 'resolved') {
    return { order: run.failed_step, commands: ['retry'] };
  }
  const step = run?.status === 'running' && currentStep !== null ? run.steps[currentStep - 1] : undefined;
  const commands = step && commandsOf(step);
  return step && commands ? { order: step.order, commands } : null;
}

function commandsOf({ status, timer }: StepRun): readonly StepCommand[] | null {
  if (status === 'awaiting_person') return ['complete', 'skip'];
  if (status === 'awaiting_approval') return ['approve', 'reject', 'skip'];
  return timer?.kind === 'retry' ? ['retry', 'skip'] : null;
}

/** Why a person may not approve a step. */
export type ApprovalObstacle = 'role' | 'requester' | 'already';

/** Returns null when the person may approve. Each person counts once, and nobody approves their own request. */
export function approvalObstacle(
  { approval, approvals = [] }: Pick<StepRun, 'approval' | 'approvals'>,
  approver: { subject: string; roles: readonly string[] },
): ApprovalObstacle | null {
  if (!approval || !approval.roles.some((role) => hasStepRole(approver.roles, role))) return 'role';
  if (approval.not_by.includes(approver.subject)) return 'requester';
  return approvals.includes(approver.subject) ? 'already' : null;
}

/** A role includes the roles below it; a role defined only by the pack must be named in the token. */
function hasStepRole(held: readonly string[], wanted: string): boolean {
  if (held.includes(wanted) || held.includes('super_admin' satisfies Role)) return true;
  const rank = ROLES.indexOf(wanted as Role);
  return rank >= 0 && held.some((role) => ROLES.indexOf(role as Role) >= rank);
}
