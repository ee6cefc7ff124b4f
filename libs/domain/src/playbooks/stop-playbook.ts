/** The end of a run: its closing event, and stopping a run early. */
import { PlaybookCompleted, type PlaybookOutcome, PlaybookStepSkipped } from '@sentinai/contracts';
import type { Decision, EventToEmit } from '../case/case-file.ts';
import { NOTHING_TO_DO, emit } from '../case/case-file.ts';
import type { ExceptionRecord, PlaybookRun, StepRun } from '../case/exception-record.ts';

/** Returns the event for the end of a run, from the run's final state. */
export function playbookCompleted(run: PlaybookRun, outcome: PlaybookOutcome): EventToEmit {
  const count = (status: StepRun['status']) => run.steps.filter((step) => step.status === status).length;
  return emit(PlaybookCompleted, {
    playbook_id: run.playbook_id,
    name: run.name,
    version: run.version,
    outcome,
    steps_completed: count('completed'),
    steps_skipped: count('skipped'),
    steps_failed: count('failed'),
  });
}

/** Whether a run waits for people; once its case is resolved, it no longer needs them. */
export function waitsForPeople({ playbookRun, currentStep }: ExceptionRecord): boolean {
  if (playbookRun?.status !== 'running' || currentStep === null) return false;
  const status = playbookRun.steps[currentStep - 1]?.status;
  return status === 'awaiting_person' || status === 'awaiting_approval';
}

/**
 * Stops a run: the waiting step is skipped, and later answers and commands change nothing.
 * @param reason why the run is stopped, for people
 */
export function stopPlaybook(
  exception: ExceptionRecord,
  { outcome, reason, now }: { outcome: 'superseded' | 'stopped'; reason: string; now: Date },
): Decision {
  const { playbookRun, currentStep } = exception;
  if (playbookRun?.status !== 'running') return NOTHING_TO_DO;
  const ended_at = now.toISOString();
  const waiting = currentStep === null ? undefined : playbookRun.steps[currentStep - 1];
  const skipped = (step: StepRun): StepRun => {
    const { timer: _timer, ...facts } = step;
    return { ...facts, status: 'skipped', note: reason, ended_at, actor: 'agent:playbook' };
  };
  const steps = playbookRun.steps.map((step) => (step === waiting ? skipped(step) : step));
  const run: PlaybookRun = { ...playbookRun, status: 'stopped', ended_at, steps };
  return {
    patch: {
      playbookRun: run,
      currentStep: null,
      timerAt: null,
      milestones: { ...exception.milestones, playbook_ended_at: ended_at },
    },
    events: [...(waiting ? [stepSkipped(run, waiting, reason)] : []), playbookCompleted(run, outcome)],
  };
}

const stepSkipped = (run: PlaybookRun, step: StepRun, reason: string): EventToEmit =>
  emit(PlaybookStepSkipped, {
    playbook_id: run.playbook_id,
    step_order: step.order,
    step_name: step.name,
    action_type: step.action_type,
    reason,
  });
