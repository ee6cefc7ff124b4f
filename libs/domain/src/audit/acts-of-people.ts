/**
 * The act that a person's command is, for the audit trail. It says what the person ordered; whether the command still applied when its turn
 * came is in the timeline. Pure.
 */
import type {
  CaseCommand,
  CaseCommandSubmitted,
  JsonObject,
  ManualExceptionCreated,
  PolicyEvaluationRequested,
  StepCommand,
  StepCommandSubmitted,
  ToolExecutionFailed,
  ToolExecutionRequested,
  TriageRequested,
} from '@sentinai/contracts';
import type { ExceptionRecord } from '../case/exception-record.ts';
import type { Act } from './act.ts';

/** The payloads of the events that record people's commands, by type of event. */
export interface CommandData {
  CaseCommandSubmitted: CaseCommandSubmitted;
  StepCommandSubmitted: StepCommandSubmitted;
  /** Has the exception decided again. */
  TriageRequested: TriageRequested;
  PolicyEvaluationRequested: PolicyEvaluationRequested;
  /** Creates the exception by hand. */
  ManualExceptionCreated: ManualExceptionCreated;
  /** Runs a tool. */
  ToolExecutionRequested: ToolExecutionRequested;
  /** Cancels a run of a tool. */
  ToolExecutionFailed: ToolExecutionFailed;
}

export type CommandType = keyof CommandData;

/** The event of a command, without what is the same for all events. */
export type CommandEvent = { [Type in CommandType]: { type: Type; data: CommandData[Type] } }[CommandType];

/** @param exception as it was before the command */
export function actOfCommand(event: CommandEvent, exception: ExceptionRecord): Act {
  switch (event.type) {
    case 'CaseCommandSubmitted':
      return { ...about(exception), ...ofCaseCommand(event.data, exception) };
    case 'StepCommandSubmitted':
      return { ...about(exception), ...ofStepCommand(event.data, exception) };
    case 'TriageRequested': {
      const { reason, reset_severity } = event.data;
      return { ...about(exception), action: 'case.triage_requested', reason, after: { reset_severity } };
    }
    case 'PolicyEvaluationRequested':
      return { ...about(exception), action: 'case.policy_evaluation_requested', reason: event.data.reason };
    case 'ManualExceptionCreated': {
      const { domain, exception_type, title } = event.data;
      return { ...about(exception), action: 'exception.created', after: { domain, exception_type, title } };
    }
    case 'ToolExecutionRequested': {
      const { execution_id, tool, tool_version } = event.data;
      return { ...ofRun(execution_id), action: 'tool.called', after: { tool, tool_version } };
    }
    case 'ToolExecutionFailed': {
      const { execution_id, tool, error } = event.data;
      return { ...ofRun(execution_id), action: 'tool.cancelled', reason: error, after: { tool } };
    }
  }
}

type Said = Pick<Act, 'action'> & Partial<Act>;

const NOTHING_SAID = { reason: null, before: null, after: null };

const about = ({ exceptionId }: ExceptionRecord) => ({
  ...NOTHING_SAID,
  subjectType: 'exception',
  subjectId: exceptionId,
});

const ofRun = (executionId: string) => ({ ...NOTHING_SAID, subjectType: 'tool_execution', subjectId: executionId });

const CASE_ACTIONS = {
  assign: 'case.assigned',
  comment: 'case.commented',
  change_severity: 'case.severity_changed',
  escalate: 'case.escalated',
  resolve: 'case.resolved',
  reopen: 'case.reopened',
  recalculate: 'case.recalculated',
} as const satisfies Record<CaseCommand, string>;

function ofCaseCommand(data: CaseCommandSubmitted, { owner, severity, status }: ExceptionRecord): Said {
  const { command, note: reason } = data;
  const said = { action: CASE_ACTIONS[command], reason };
  switch (command) {
    case 'assign':
      return { ...said, before: { owner }, after: { owner: data.owner ?? null } };
    case 'comment':
      return { ...said, reason: null, after: { comment: reason } };
    case 'change_severity':
      return { ...said, before: { severity }, after: { severity: data.severity ?? severity } };
    case 'escalate':
      return { ...said, before: { status }, after: { status: 'escalated', escalated_to: data.escalated_to ?? null } };
    case 'resolve':
      return { ...said, before: { status }, after: { status: 'resolved' } };
    case 'reopen':
      return { ...said, before: { status }, after: { status: 'open' } };
    case 'recalculate':
      return said;
  }
}

const STEP_ACTIONS = {
  complete: 'step.completed',
  skip: 'step.skipped',
  approve: 'step.approved',
  reject: 'step.rejected',
  retry: 'step.retried',
} as const satisfies Record<StepCommand, string>;

function ofStepCommand(data: StepCommandSubmitted, { playbookRun }: ExceptionRecord): Said {
  const { step_order, command, note: reason, result } = data;
  const step = playbookRun?.steps[step_order - 1];
  const after: JsonObject = { step: step_order, command, ...(result && { result }) };
  return { action: STEP_ACTIONS[command], reason, before: { step: step_order, status: step?.status ?? null }, after };
}
