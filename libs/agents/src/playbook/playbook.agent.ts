/** Drives an exception's playbook: starts it, handles tool responses, people's commands, timers and the expiry of the SLA. */
import {
  CaseCommandSubmitted,
  type EventEnvelope,
  PlaybookMatched,
  SLAExpired,
  StepCommandSubmitted,
  StepTimerElapsed,
  ToolExecutionCompleted,
  ToolExecutionFailed,
} from '@sentinai/contracts';
import { type CaseFile, type Decision, NOTHING_TO_DO, type Playbook } from '@sentinai/domain';
import { Agent, type DecidingAgent, PermanentError } from '@sentinai/messaging/agent';
import { isClosedByPeople, obeyCaseCommand } from './cases/case-commands.ts';
import { escalateExpired, runFrom, startPlaybook } from './engine/playbook-engine.ts';
import { RunDraft } from './engine/run-draft.ts';
import { failAttempt } from './engine/step-attempts.ts';
import { obeyCommand } from './engine/step-commands.ts';
import { takeElapsedTimer } from './engine/step-timers.ts';

type ToolAnswer = ToolExecutionCompleted | ToolExecutionFailed;

@Agent({
  name: 'playbook',
  consumes: [
    PlaybookMatched,
    ToolExecutionCompleted,
    ToolExecutionFailed,
    StepCommandSubmitted,
    StepTimerElapsed,
    CaseCommandSubmitted,
    SLAExpired,
  ],
})
export class PlaybookAgent implements DecidingAgent {
  decide(event: EventEnvelope, file: CaseFile): Decision {
    switch (event.type) {
      case SLAExpired.type:
        return escalateExpired(file, (event.data as SLAExpired).sla_deadline);
      case PlaybookMatched.type:
        return begin(file, event as EventEnvelope<PlaybookMatched>);
      case CaseCommandSubmitted.type:
        return obeyCaseCommand(file, event as EventEnvelope<CaseCommandSubmitted>);
      case StepCommandSubmitted.type:
        return obeyCommand(file, event as EventEnvelope<StepCommandSubmitted>, playbookOf);
      default:
        return file.exception.playbookRun ? moveOn(event, file) : NOTHING_TO_DO;
    }
  }
}

/** Starts a matched playbook. A superseded match, or one whose playbook already runs, starts nothing. */
function begin(file: CaseFile, { id, data }: EventEnvelope<PlaybookMatched>): Decision {
  const { playbookRun, currentPlaybookId } = file.exception;
  if (playbookRun || currentPlaybookId !== data.playbook_id || isClosedByPeople(file)) return NOTHING_TO_DO;
  return startPlaybook(file, playbookOf(file), { matched: data, causeId: id });
}

/** Applies an event to a run that has started. */
function moveOn(event: EventEnvelope, file: CaseFile): Decision {
  switch (event.type) {
    case StepTimerElapsed.type:
      return takeElapsedTimer(file, playbookOf(file), event.data as StepTimerElapsed, event.id);
    default:
      return takeAnswer(file, event.data as ToolAnswer, event.id);
  }
}

function playbookOf({ playbook, exception }: CaseFile): Playbook {
  if (playbook) return playbook;
  throw new PermanentError(
    'playbook_not_found',
    `Playbook ${exception.currentPlaybookId} of the exception does not exist`,
  );
}

/** Handles a tool's response. One that no step waits for (a manual run, a step skipped meanwhile) changes nothing. */
function takeAnswer(file: CaseFile, answer: ToolAnswer, causeId: string): Decision {
  const run = file.exception.playbookRun;
  const waiting = run?.steps.find((step) => step.execution_id === answer.execution_id && step.status === 'running');
  if (!run || !waiting || run.status !== 'running') return NOTHING_TO_DO;
  const playbook = playbookOf(file);
  const step = playbook.steps[waiting.order - 1];
  if (!step) return NOTHING_TO_DO;
  const draft = new RunDraft(file, playbook, run, causeId);
  if ('output' in answer) {
    draft.complete(step, answer.output, { type: 'agent', id: 'tool' });
    return runFrom(draft, step.order + 1);
  }
  return failAttempt(draft, step, `${answer.tool}: ${answer.error}`, { type: 'agent', id: 'tool' });
}
