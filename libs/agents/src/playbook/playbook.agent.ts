/** Drives an exception's playbook: starts it, handles tool responses, people's commands, timers and the expiry of the SLA. */
import {
  CaseCommandSubmitted,
  type EventEnvelope,
  type EventOf,
  PlaybookMatched,
  SLAExpired,
  StepCommandSubmitted,
  StepTimerElapsed,
  ToolExecutionCompleted,
  ToolExecutionFailed,
} from '@sentinai/contracts';
import { type CaseFile, type Decision, NOTHING_TO_DO, type Playbook } from '@sentinai/domain';
import { Agent, type DecidingAgent, PermanentError } from '@sentinai/messaging/agent';
import { isClosedByPeople, obeyCaseCommand } from './case-commands/case-commands.ts';
import { escalateExpired, runFrom, startPlaybook } from './engine/playbook-engine.ts';
import { RunDraft } from './engine/run-draft.ts';
import { failAttempt } from './engine/step-attempts.ts';
import { obeyCommand } from './engine/step-commands.ts';
import { takeElapsedTimer } from './engine/step-timers.ts';

type ToolAnswer = ToolExecutionCompleted | ToolExecutionFailed;

const CONSUMES = [
  PlaybookMatched,
  ToolExecutionCompleted,
  ToolExecutionFailed,
  StepCommandSubmitted,
  StepTimerElapsed,
  CaseCommandSubmitted,
  SLAExpired,
] as const;

@Agent({ name: 'playbook', consumes: CONSUMES })
export class PlaybookAgent implements DecidingAgent {
  decide(event: EventOf<(typeof CONSUMES)[number]>, file: CaseFile): Decision {
    switch (event.type) {
      case 'SLAExpired':
        return escalateExpired(file, event.data.sla_deadline);
      case 'PlaybookMatched':
        return begin(file, event);
      case 'CaseCommandSubmitted':
        return obeyCaseCommand(file, event);
      case 'StepCommandSubmitted':
        return obeyCommand(file, event, playbookOf);
      case 'StepTimerElapsed':
        return hasRun(file) ? takeElapsedTimer(file, playbookOf(file), event.data, event.id) : NOTHING_TO_DO;
      case 'ToolExecutionCompleted':
      case 'ToolExecutionFailed':
        return takeAnswer(file, event.data, event.id);
    }
  }
}

const hasRun = ({ exception }: CaseFile): boolean => exception.playbookRun !== null;

/** Starts a matched playbook. A superseded match, or one whose playbook already runs, starts nothing. */
function begin(file: CaseFile, { id, data }: EventEnvelope<PlaybookMatched>): Decision {
  const { playbookRun, currentPlaybookId } = file.exception;
  if (playbookRun || currentPlaybookId !== data.playbook_id || isClosedByPeople(file)) return NOTHING_TO_DO;
  return startPlaybook(file, playbookOf(file), { matched: data, causeId: id });
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
