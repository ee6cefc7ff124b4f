/** People's commands to a waiting step. A command that no longer applies changes nothing, and the timeline records the refusal. */
import {
  type Actor,
  type EventEnvelope,
  StepApprovalGiven,
  StepCommandRefused,
  type StepCommandSubmitted,
} from '@sentinai/contracts';
import {
  type CaseFile,
  type Decision,
  type Playbook,
  type PlaybookStep,
  type StepRefusal,
  noSuchStep,
  stepRefusal,
  emit,
} from '@sentinai/domain';
import { goOn, runFrom } from './playbook-engine.ts';
import { RunDraft } from './run-draft.ts';
import { performApproved } from './step-actions.ts';
import { failStep, tryAgain } from './step-attempts.ts';

/**
 * Applies a command to a step. The API has refused commands that did not apply on receipt. One that did may still come too late: somebody
 * else was faster, the step timed out, or an event is forged.
 *
 * @param playbookOf returns the running playbook; not called when the command is refused
 */
export function obeyCommand(
  file: CaseFile,
  { id, data: command }: EventEnvelope<StepCommandSubmitted>,
  playbookOf: (file: CaseFile) => Playbook,
): Decision {
  const { exception } = file;
  const { playbookRun: run } = exception;
  const refusal = stepRefusal(exception, command);
  if (refusal || !run) return refused(id, command, refusal ?? noSuchStep(command.step_order));
  const playbook = playbookOf(file);
  const step = playbook.steps[command.step_order - 1];
  if (!step) return refused(id, command, noSuchStep(command.step_order));
  const draft = new RunDraft(file, playbook, run, id);
  draft.change({ humanTouches: exception.humanTouches + 1 });
  return carryOut(draft, step, command);
}

function refused(commandId: string, command: StepCommandSubmitted, refusal: StepRefusal): Decision {
  const { step_order, command: given, actor_id } = command;
  const data: StepCommandRefused = { command_id: commandId, step_order, command: given, actor_id, ...refusal };
  return { events: [emit(StepCommandRefused, data)] };
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

/** Records an approval; the step continues when the quorum is reached. */
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
  draft.emit(StepApprovalGiven, given, actor);
  if (approvals.length < quorum) return draft.decision(step.order);
  delete run.timer;
  return goOn(draft, step, performApproved(draft, step), actor);
}

/** Retries a step: ends its wait for a scheduled retry, or resumes a failed run at the failed step. */
function retry(draft: RunDraft, step: PlaybookStep, requester: string): Decision {
  const { run } = draft;
  run.requested_by = [...new Set([...(run.requested_by ?? []), requester])];
  if (run.status === 'running') return tryAgain(draft, step);
  run.status = 'running';
  delete run.failed_step;
  delete run.ended_at;
  return runFrom(draft, step.order);
}
