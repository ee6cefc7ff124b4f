/** Failed attempts of a step: its `retry` rule retries a tool with exponential backoff. */
import type { Actor } from '@sentinai/contracts';
import type { Decision, PlaybookStep } from '@sentinai/domain';
import { MAX_ATTEMPTS_OF_A_STEP, continueAfterFailure, goOn } from './playbook-engine.ts';
import type { RunDraft } from './run-draft.ts';
import { performAgain } from './step-actions.ts';

/** Upper bound of a backoff. */
const LONGEST_BACKOFF_MS = 3_600_000;

/** Handles a failed attempt: retries the step at once or later, or fails it for good. */
export function failAttempt(draft: RunDraft, step: PlaybookStep, error: string, actor?: Actor): Decision {
  const backoffMs = backoffOf(draft, step);
  if (backoffMs === null) return failStep(draft, step, error, actor);
  draft.retryLater(step, error, backoffMs);
  return backoffMs === 0 ? tryAgain(draft, step) : draft.decision(step.order);
}

/** Fails the step for good and continues the run by the step's failure rule. */
export function failStep(draft: RunDraft, step: PlaybookStep, error: string, actor?: Actor): Decision {
  draft.fail(step, error, actor);
  return continueAfterFailure(draft, step, error);
}

/** Makes the attempt scheduled by the retry rule. */
export function tryAgain(draft: RunDraft, step: PlaybookStep): Decision {
  draft.attemptAgain(step);
  return goOn(draft, step, performAgain(draft, step));
}

/** Milliseconds until the next attempt; null when there is none. */
function backoffOf(draft: RunDraft, { order, retry, actionType }: PlaybookStep): number | null {
  const { attempts, retries = 0 } = draft.stepRun(order);
  const mayRetry = actionType === 'call_tool' && retry !== null && retries + 1 < retry.maxAttempts;
  if (!mayRetry || attempts >= MAX_ATTEMPTS_OF_A_STEP) return null;
  return Math.min(retry.backoffMs * 2 ** retries, LONGEST_BACKOFF_MS);
}
