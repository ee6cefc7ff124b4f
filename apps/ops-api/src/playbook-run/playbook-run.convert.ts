/** Converts an exception's facts to the playbook response. Pure. */
import type { DataOf, PlaybookMatched } from '@sentinai/contracts';
import {
  type ExceptionRecord,
  type PlaybookRun,
  type StepRun,
  type StoredPlaybook,
  expectedStep,
} from '@sentinai/domain';
import type { PlaybookRunAnswer, PlaybookStepAnswer } from './playbook-run.dto.ts';
import { toPlaybookAnswer } from '@sentinai/service-kit';

export type PlaybookMatch = DataOf<typeof PlaybookMatched>;

/** Facts about the playbook that are stored outside the exception. */
export interface PlaybookFacts {
  /** Definition of a chosen playbook that has not started. */
  chosen: StoredPlaybook | null;
  /** The match that chose it. */
  match: PlaybookMatch | null;
}

type Progress = Pick<PlaybookRunAnswer, 'playbook' | 'status' | 'started_at' | 'ended_at' | 'steps'>;

export function toPlaybookRun(exception: ExceptionRecord, { chosen, match }: PlaybookFacts): PlaybookRunAnswer {
  const expected = expectedStep(exception);
  return {
    exception_id: exception.exceptionId,
    ...progressOf(exception.playbookRun, chosen),
    current_step: exception.currentStep,
    expected_step: expected && { order: expected.order, commands: [...expected.commands] },
    candidates: match?.candidates ?? [],
  };
}

function progressOf(run: PlaybookRun | null, chosen: StoredPlaybook | null): Progress {
  if (run) return ofRun(run);
  if (chosen) return ofDefinition(chosen);
  return { playbook: null, status: 'none', started_at: null, ended_at: null, steps: [] };
}

const ofRun = (run: PlaybookRun): Progress => ({
  playbook: { playbook_id: run.playbook_id, name: run.name, version: run.version },
  status: run.status,
  started_at: run.started_at,
  ended_at: run.ended_at ?? null,
  steps: run.steps.map(toStep),
});

const ofDefinition = (chosen: StoredPlaybook): Progress => ({
  playbook: toPlaybookAnswer(chosen),
  status: 'matched',
  started_at: null,
  ended_at: null,
  steps: chosen.steps.map((step) =>
    toStep({ order: step.order, name: step.name, action_type: step.actionType, status: 'pending', attempts: 0 }),
  ),
});

const toStep = (step: StepRun): PlaybookStepAnswer => ({
  order: step.order,
  name: step.name,
  action_type: step.action_type,
  status: step.status,
  attempts: step.attempts,
  started_at: step.started_at ?? null,
  ended_at: step.ended_at ?? null,
  actor: step.actor ?? null,
  note: step.note ?? null,
  timer: step.timer ?? null,
  approval: step.approval ?? null,
  approvals: step.approvals ?? [],
  execution_id: step.execution_id ?? null,
  arguments: step.arguments ?? null,
  result: step.result ?? null,
  error: step.error ?? null,
});
