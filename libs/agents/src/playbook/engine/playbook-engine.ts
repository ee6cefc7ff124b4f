/**
 * Runs playbooks. Consecutive safe steps run in one decision; a tool call, an approval or a manual step ends it, and the
 * response's event continues the run from there. Pure: the whole state is in the exception's `playbookRun`.
 */
import { type Actor, type PlaybookMatched, PlaybookStarted } from '@sentinai/contracts';
import {
  type CaseFile,
  type ConditionOutcome,
  type Decision,
  NOTHING_TO_DO,
  type Playbook,
  type PlaybookStep,
  conditionFacts,
  describeUndecided,
  escalateCaseOnce,
  factsOfException,
  playbookCompleted,
  resolveCase,
  sourceIsAuthority,
  stepScope,
  tagsOfType,
} from '@sentinai/domain';
import { RunDraft, clip } from './run-draft.ts';
import { type StepOutcome, performStep } from './step-actions.ts';

/** A playbook that loops is stopped after this many attempts of one step. */
export const MAX_ATTEMPTS_OF_A_STEP = 20;

/** Parameters of a new run. */
export interface Start {
  matched: Pick<PlaybookMatched, 'exception_type' | 'severity' | 'undecided'>;
  /** Id of the event being processed. */
  causeId: string;
  /** The person who requested the run. */
  requestedBy?: string;
}

export function startPlaybook(file: CaseFile, playbook: Playbook, { matched, causeId, requestedBy }: Start): Decision {
  const { playbookId: playbook_id, name, version, steps } = playbook;
  const { exception_type, severity, undecided } = matched;
  const draft = new RunDraft(
    file,
    playbook,
    {
      playbook_id,
      name,
      version,
      status: 'running',
      matched: { exception_type, severity },
      started_at: file.now.toISOString(),
      ...(requestedBy !== undefined && { requested_by: [requestedBy] }),
      steps: steps.map((step) => ({
        order: step.order,
        name: step.name,
        action_type: step.actionType,
        status: 'pending',
        attempts: 0,
      })),
    },
    causeId,
    undecided.map(describeUndecided),
  );
  draft.change({ milestones: { playbook_started_at: draft.now, ...file.exception.milestones } });
  draft.emit(PlaybookStarted, { playbook_id, name, version, steps: steps.length });
  return runFrom(draft, 1);
}

/** Continues the run from a step until a step has to wait, or to the end. */
export function runFrom(draft: RunDraft, first: number): Decision {
  let order: number | null = first;
  while (order !== null) {
    const step: PlaybookStep | undefined = draft.playbook.steps[order - 1];
    if (!step) return endRun(draft, 'completed');
    const next: Next = attempt(draft, step);
    if (typeof next !== 'number') return halt(draft, step, next);
    order = next;
  }
  return endRun(draft, 'completed');
}

/** Continuation of a run after a step: the order of the next step, a wait, or an end. */
type Next = number | 'waits' | 'failed' | 'stopped';

/** Continues the run after a step's outcome. */
export function goOn(draft: RunDraft, step: PlaybookStep, outcome: StepOutcome, actor?: Actor): Decision {
  const next = settle(draft, step, outcome, actor);
  return typeof next === 'number' ? runFrom(draft, next) : halt(draft, step, next);
}

function halt(draft: RunDraft, step: PlaybookStep, how: Exclude<Next, number>): Decision {
  switch (how) {
    case 'waits':
      return draft.decision(step.order);
    case 'failed':
      draft.run.failed_step = step.order;
      return endRun(draft, 'failed');
    case 'stopped':
      return endRun(draft, 'stopped');
  }
}

/** Returns the continuation after a failed step, by the step's failure rule. */
function afterFailure(draft: RunDraft, step: PlaybookStep, error: string): number | 'failed' {
  const { onFailure } = step;
  if (onFailure === 'fail') return 'failed';
  if (onFailure === 'escalate') handOn(draft, 'playbook_step', `${step.name}: ${error}`);
  return typeof onFailure === 'object' ? onFailure.goto : step.order + 1;
}

/** Escalates the exception as the last resort. */
function handOn(draft: RunDraft, reason: 'playbook_step' | 'playbook_failed', detail: string): void {
  draft.make(escalateCaseOnce(draft.caseInHand, draft.mover, { reason, detail: clip(detail) }));
}

/** Ends or continues a run whose step is already recorded as failed. */
export const continueAfterFailure = (draft: RunDraft, step: PlaybookStep, error: string): Decision => {
  const next = afterFailure(draft, step, error);
  return next === 'failed' ? halt(draft, step, next) : runFrom(draft, next);
};

function attempt(draft: RunDraft, step: PlaybookStep): Next {
  if (draft.stepRun(step.order).attempts >= MAX_ATTEMPTS_OF_A_STEP) {
    draft.fail(step, `tried ${MAX_ATTEMPTS_OF_A_STEP} times`);
    return 'failed';
  }
  const { outcome, reason } = conditionOf(draft, step);
  if (outcome === 'unmatched') {
    draft.skip(step, reason);
    return step.order + 1;
  }
  draft.attempt(step);
  const doubts = outcome === 'undecided' ? [`whether step ${step.name} applies is undecided: ${reason}`] : [];
  return settle(draft, step, performStep(draft, step, doubts));
}

function settle(draft: RunDraft, step: PlaybookStep, outcome: StepOutcome, actor?: Actor): Next {
  switch (outcome.kind) {
    case 'waits':
      return 'waits';
    case 'closed':
      draft.skip(step, 'the case is resolved at its source: it no longer waits for a person');
      return 'stopped';
    case 'done':
      draft.complete(step, outcome.result, actor);
      return step.order + 1;
    case 'failed':
      draft.fail(step, outcome.error);
      return afterFailure(draft, step, outcome.error);
  }
}

const UNCONDITIONAL: ConditionOutcome = { outcome: 'matched', reason: 'the step has no condition' };

function conditionOf({ exception, file }: RunDraft, { when }: PlaybookStep): ConditionOutcome {
  if (!when) return UNCONDITIONAL;
  const { config, now } = file;
  const facts = factsOfException(exception, tagsOfType(config, exception.type), now);
  const steps = stepScope(exception.playbookRun?.steps ?? []);
  return when.evaluate(conditionFacts(config.domain, { ...facts, steps }));
}

function endRun(draft: RunDraft, outcome: 'completed' | 'failed' | 'stopped'): Decision {
  const { run, playbook } = draft;
  run.status = outcome;
  run.ended_at = draft.now;
  draft.add(playbookCompleted(run, outcome));
  draft.change({ milestones: { ...draft.exception.milestones, playbook_ended_at: draft.now } });
  if (outcome === 'failed') handOn(draft, 'playbook_failed', `Playbook ${playbook.name} failed`);
  if (outcome === 'completed') resolveUnlessDecided(draft);
  return draft.decision(null);
}

/** Resolves the exception of a completed run, unless it was escalated or its source decides the status. */
function resolveUnlessDecided(draft: RunDraft): void {
  const { exception, file, playbook } = draft;
  if (sourceIsAuthority(file.config) || exception.status === 'escalated') return;
  draft.make(
    resolveCase(draft.caseInHand, draft.mover, `Playbook ${playbook.name} version ${playbook.version} completed`),
  );
}

/** Escalates an exception with an expired SLA, once; the playbook continues. */
export function escalateExpired(file: CaseFile, deadline: string): Decision {
  if (file.exception.status === 'resolved') return NOTHING_TO_DO;
  return escalateCaseOnce(file, { at: file.now }, { reason: 'sla_expired', detail: `The SLA ended at ${deadline}` });
}
