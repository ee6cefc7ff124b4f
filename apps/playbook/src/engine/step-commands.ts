/** What people tell a waiting step to do. A command that no longer fits the step is dropped: the step has moved on. */
import { type Actor, StepApprovalGiven, type StepCommandSubmitted } from '@sentinai/contracts';
import {
  type CaseFile,
  type Decision,
  NOTHING_TO_DO,
  type Playbook,
  type PlaybookStep,
  type StepRun,
  approvalObstacle,
  expectedStep,
} from '@sentinai/domain';
import { goOn, runFrom } from './playbook-engine.ts';
import { RunDraft } from './run-draft.ts';
import { performApproved } from './step-actions.ts';
import { failStep, tryAgain } from './step-attempts.ts';

export function obeyCommand(
  file: CaseFile,
  playbook: Playbook,
  command: StepCommandSubmitted,
  causeId: string,
): Decision {
  const { exception } = file;
  const { playbookRun: run } = exception;
  const step = playbook.steps[command.step_order - 1];
  const expected = expectedStep(exception);
  if (
    !run ||
    !step ||
    expected?.order !== step.order ||
    !isLegal(command, expected.commands, run.steps[step.order - 1])
  )
    return NOTHING_TO_DO;
  const draft = new RunDraft(file, playbook, run, causeId);
  draft.change({ humanTouches: exception.humanTouches + 1 });
  return carryOut(draft, step, command);
}

/** What the API has refused may come all the same: the step may have been asked anew since, or an event may be forged. */
function isLegal(
  { command, actor_id: subject, actor_roles: roles, note }: StepCommandSubmitted,
  legal: readonly StepCommandSubmitted['command'][],
  run: StepRun | undefined,
): boolean {
  if (!run || !legal.includes(command)) return false;
  if (command === 'approve') return approvalObstacle(run, { subject, roles }) === null;
  return command !== 'reject' || Boolean(note?.trim());
}

function carryOut(draft: RunDraft, step: PlaybookStep, command: StepCommandSubmitted): Decision {
  const actor: Actor = { type: 'user', id: command.actor_id };
  const note = command.note ?? '';
  switch (command.command) {
    case 'complete':
      draft.complete(step, { note, ...command.result }, actor);
      return runFrom(draft, step.order + 1);
    case 'skip':
      draft.skip(step, note || 'skipped by a person', actor);
      return runFrom(draft, step.order + 1);
    case 'reject':
      return failStep(draft, step, `rejected: ${note}`, actor);
    case 'approve':
      return approve(draft, step, command);
    case 'retry':
      return retry(draft, step, command.actor_id);
  }
}

/** The step goes on when enough people have agreed. */
function approve(draft: RunDraft, step: PlaybookStep, { actor_id: approver, note }: StepCommandSubmitted): Decision {
  const run = draft.stepRun(step.order);
  const approvals = [...(run.approvals ?? []), approver];
  const quorum = run.approval?.quorum ?? 1;
  const actor: Actor = { type: 'user', id: approver };
  run.approvals = approvals;
  const given: StepApprovalGiven = {
    ...draft.stepFields(step),
    approved_by: approver,
    note,
    approvals: approvals.length,
    quorum,
  };
  draft.emit(StepApprovalGiven.type, given, actor);
  if (approvals.length < quorum) return draft.decision(step.order);
  delete run.timer;
  return goOn(draft, step, performApproved(draft, step), actor);
}

/** A step that waits to be tried again does not wait any longer; a run that has failed goes on where it failed. */
function retry(draft: RunDraft, step: PlaybookStep, requester: string): Decision {
  const { run } = draft;
  run.requested_by = [...new Set([...(run.requested_by ?? []), requester])];
  if (run.status === 'running') return tryAgain(draft, step);
  run.status = 'running';
  delete run.failed_step;
  delete run.ended_at;
  return runFrom(draft, step.order);
}
