/** What people tell a waiting step to do. A command that no longer fits the step is dropped: the step has moved on. */
import type { Actor, StepCommandSubmitted } from '@sentinai/contracts';
import { type CaseFile, type Decision, NOTHING_TO_DO, type Playbook, type PlaybookStep } from '@sentinai/domain';
import { continueAfterFailure, runFrom } from './playbook-engine.ts';
import { RunDraft } from './run-draft.ts';
import { performApproved } from './step-actions.ts';

type Command = StepCommandSubmitted['command'];

/** Which commands a step answers to, by its status. */
const LEGAL: Partial<Record<string, readonly Command[]>> = {
  awaiting_person: ['complete', 'skip'],
  awaiting_approval: ['approve', 'reject', 'skip'],
};

export function obeyCommand(
  file: CaseFile,
  playbook: Playbook,
  command: StepCommandSubmitted,
  causeId: string,
): Decision {
  const { exception } = file;
  const run = exception.playbookRun;
  const step = playbook.steps[command.step_order - 1];
  const status = run?.steps[command.step_order - 1]?.status ?? 'pending';
  const legal = LEGAL[status]?.includes(command.command) ?? false;
  if (!run || !step || run.status !== 'running' || exception.currentStep !== step.order || !legal) return NOTHING_TO_DO;
  const draft = new RunDraft(file, playbook, run, causeId);
  draft.change({ humanTouches: exception.humanTouches + 1 });
  return carryOut(draft, step, command);
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
      draft.fail(step, `rejected: ${note}`, actor);
      return continueAfterFailure(draft, step, `rejected: ${note}`);
    case 'approve':
      return approve(draft, step, command.actor_id);
    case 'retry':
      return NOTHING_TO_DO;
  }
}

/** Each person counts once; the step goes on when enough of them have agreed. */
function approve(draft: RunDraft, step: PlaybookStep, approver: string): Decision {
  const run = draft.stepRun(step.order);
  const approvals = [...new Set([...(run.approvals ?? []), approver])];
  run.approvals = approvals;
  if (approvals.length < (step.approval?.quorum ?? 1)) return draft.decision(step.order);
  const outcome = performApproved(draft, step);
  if (outcome.kind === 'waits') return draft.decision(step.order);
  if (outcome.kind === 'failed') {
    draft.fail(step, outcome.error);
    return continueAfterFailure(draft, step, outcome.error);
  }
  draft.complete(step, outcome.result, { type: 'user', id: approver });
  return runFrom(draft, step.order + 1);
}
