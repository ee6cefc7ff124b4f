/** Handles elapsed step timers. A timer of a step that has moved on is dropped. */
import type { StepTimerElapsed } from '@sentinai/contracts';
import { type CaseFile, type Decision, NOTHING_TO_DO, type Playbook, type PlaybookStep } from '@sentinai/domain';
import { RunDraft } from './run-draft.ts';
import { failAttempt, failStep, tryAgain } from './step-attempts.ts';

export function takeElapsedTimer(
  file: CaseFile,
  playbook: Playbook,
  elapsed: StepTimerElapsed,
  causeId: string,
): Decision {
  const { playbookRun: run, currentStep } = file.exception;
  const step = playbook.steps[elapsed.step_order - 1];
  if (run?.status !== 'running' || !step || currentStep !== step.order) return NOTHING_TO_DO;
  const { timer, attempts } = run.steps[step.order - 1] ?? {};
  const isThis = timer?.kind === elapsed.kind && timer.due_at === elapsed.due_at && attempts === elapsed.attempt;
  return isThis ? obeyTimer(new RunDraft(file, playbook, run, causeId), step, elapsed.kind) : NOTHING_TO_DO;
}

function obeyTimer(draft: RunDraft, step: PlaybookStep, kind: StepTimerElapsed['kind']): Decision {
  switch (kind) {
    case 'retry':
      return tryAgain(draft, step);
    case 'timeout':
      return failAttempt(draft, step, `timed out after ${step.timeoutMinutes} minutes`);
    case 'approval':
      return failStep(draft, step, `not approved within ${step.approval?.expiresMinutes} minutes`);
  }
}
