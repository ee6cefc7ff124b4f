/** Actions of each kind of step. Safe ones run at once; the others make a request and wait. */
import {
  ApprovalRequested,
  EXCEPTION_STATUSES,
  type ExceptionStatus,
  type JsonObject,
  NotificationRequested,
  ResolutionSuggested,
  StepExecutionRequested,
  ToolExecutionRequested,
} from '@sentinai/contracts';
import {
  type ApprovalTerms,
  type Decision,
  type PlaybookStep,
  type Refusal,
  type RenderedTemplate,
  type StepApproval,
  TemplateError,
  type ToolVerdict,
  assignCase,
  commentOnCase,
  escalateCase,
  renderTemplate,
  setCaseStatus,
  sourceIsAuthority,
  templateScope,
  toolVerdict,
  unreadablePaths,
} from '@sentinai/domain';
import { v5 as uuidv5 } from 'uuid';
import { type RunDraft, clip } from './run-draft.ts';

/** Outcome of a step. `closed`: the step would have to ask people about a case that its source has resolved. */
export type StepOutcome =
  { kind: 'waits' } | { kind: 'closed' } | { kind: 'done'; result: JsonObject } | { kind: 'failed'; error: string };

const WAITS: StepOutcome = { kind: 'waits' };
const CLOSED: StepOutcome = { kind: 'closed' };
const done = (result: JsonObject): StepOutcome => ({ kind: 'done', result });
const failed = (error: string): StepOutcome => ({ kind: 'failed', error });

/** Maximum length of names and subjects in events. */
const MAX_NAME_CHARACTERS = 256;
const MAX_SUBJECT_CHARACTERS = 512;

/** Approval rule when neither pack nor step defines one. */
const DEFAULT_APPROVAL: StepApproval = { roles: ['operator', 'admin'], quorum: 1, expiresMinutes: null };

/**
 * Performs the step, or requests what it needs; an approval required by the pack comes first.
 * @param doubts reasons why it is undecided whether the step applies: then a person has to approve it
 */
export function performStep(draft: RunDraft, step: PlaybookStep, doubts: readonly string[] = []): StepOutcome {
  const rendered = renderedParams(draft, step);
  if (rendered instanceof TemplateError) return failed(rendered.message);
  const params = rendered.value as JsonObject;
  if (rendered.missing.length > 0) return askToFill(draft, step, params, rendered.missing);
  const reasons = [...draft.doubts, ...doubts];
  if (step.actionType === 'call_tool') return askForTool(draft, step, params, reasons);
  return step.approval || reasons.length > 0 ? askForApproval(draft, step, params, reasons) : act(draft, step, params);
}

/** Performs an approved step, with exactly the approved arguments. */
export function performApproved(draft: RunDraft, step: PlaybookStep): StepOutcome {
  const approved = draft.stepRun(step.order).arguments ?? {};
  if (step.actionType !== 'call_tool') return act(draft, step, approved);
  // The tool may have been forbidden while the approval was pending.
  const verdict = verdictOn(draft, approved);
  return verdict.allowed ? requestTool(draft, step, approved) : failed(verdict.reasons.join('; '));
}

/** Calls a tool again with the arguments of the failed attempt; their approval remains valid. */
export function performAgain(draft: RunDraft, step: PlaybookStep): StepOutcome {
  const { approval, arguments: args = {} } = draft.stepRun(step.order);
  return approval ? performApproved(draft, step) : askForTool(draft, step, args);
}

/** Whether the source, as the system of record, has resolved the case during the run. */
const isClosed = ({ exception, file }: RunDraft): boolean =>
  exception.status === 'resolved' && sourceIsAuthority(file.config);

function act(draft: RunDraft, step: PlaybookStep, params: JsonObject): StepOutcome {
  switch (step.actionType) {
    case 'notify':
      return notify(draft, params);
    case 'assign_owner':
      return assignOwner(draft, params);
    case 'set_status':
      return setStatus(draft, step, params);
    case 'add_comment':
      return addComment(draft, params);
    case 'manual':
      return askPerson(draft, step, params);
    case 'escalate':
      return escalateByStep(draft, step, params);
    case 'suggest_resolution':
      return suggest(draft, params);
    case 'resolve':
      return resolve(draft, params);
    case 'call_tool':
      return requestTool(draft, step, params);
  }
}

function notify(draft: RunDraft, params: JsonObject): StepOutcome {
  const { exception } = draft;
  const recipients = [params.recipients ?? params.to ?? exception.owner ?? []]
    .flat()
    .map((recipient) => clip(text(recipient), MAX_NAME_CHARACTERS))
    .filter(Boolean);
  draft.emit(NotificationRequested, {
    channel: clip(text(params.channel) || 'default', MAX_NAME_CHARACTERS),
    recipients: recipients.slice(0, 100),
    subject: clip(text(params.subject) || `${exception.type} ${exception.exceptionId}`, MAX_SUBJECT_CHARACTERS),
    message: clip(text(params.message)),
    severity: exception.severity,
  });
  return done({ notified: recipients });
}

function assignOwner(draft: RunDraft, params: JsonObject): StepOutcome {
  const owner = clip(text(params.owner ?? params.group), MAX_NAME_CHARACTERS);
  if (!owner) return failed('assign_owner names no owner');
  return made(draft, assignCase(draft.caseInHand, draft.mover, { owner, note: null }), { owner });
}

/** Adds the step's comment. Without a text it emits nothing, since the event would be an empty line in the timeline. */
function addComment(draft: RunDraft, params: JsonObject): StepOutcome {
  const comment = clip(text(params.comment ?? params.text));
  if (!comment.trim()) return done({ comment: '' });
  return made(draft, commentOnCase(draft.mover, comment), { comment });
}

/** Sets the status. Setting the current status is a no-op, so `resolved` twice succeeds. */
function setStatus(draft: RunDraft, step: PlaybookStep, params: JsonObject): StepOutcome {
  const status = params.status as ExceptionStatus;
  if (!EXCEPTION_STATUSES.includes(status)) return failed(`"${text(params.status)}" is not a status`);
  if (sourceIsAuthority(draft.file.config))
    return done({ status, applied: false, reason: 'the source decides the status' });
  const reason = status === 'resolved' ? resolution(params) : clip(text(params.reason) || step.name);
  return made(draft, setCaseStatus(draft.caseInHand, draft.mover, { status, reason }), { status, applied: true });
}

function resolve(draft: RunDraft, params: JsonObject): StepOutcome {
  if (sourceIsAuthority(draft.file.config)) return suggest(draft, params);
  const move = setCaseStatus(draft.caseInHand, draft.mover, { status: 'resolved', reason: resolution(params) });
  return made(draft, move, { resolved: true });
}

const resolution = (params: JsonObject): string =>
  clip(text(params.resolution ?? params.reason) || 'resolved by playbook');

/** Returns the step outcome of a move. */
function made(draft: RunDraft, move: Decision | Refusal, result: JsonObject): StepOutcome {
  const refusal = draft.make(move);
  return refusal === null ? done(result) : failed(refusal);
}

function suggest(draft: RunDraft, params: JsonObject): StepOutcome {
  const suggestion = clip(
    text(params.suggestion ?? params.resolution) || 'The playbook suggests resolving the exception',
  );
  draft.emit(ResolutionSuggested, { suggestion, suggested_by: `playbook:${draft.playbook.name}` });
  return done({ suggestion });
}

function escalateByStep(draft: RunDraft, step: PlaybookStep, params: JsonObject): StepOutcome {
  const to = clip(text(params.to), MAX_NAME_CHARACTERS) || null;
  const detail = clip(text(params.reason) || step.name);
  return made(draft, escalateCase(draft.caseInHand, draft.mover, { reason: 'playbook_step', detail, to }), {});
}

function askPerson(draft: RunDraft, step: PlaybookStep, params: JsonObject): StepOutcome {
  if (isClosed(draft)) return CLOSED;
  const { instruction, ...rest } = params;
  // Only a manual step's timeout limits the wait for people.
  const minutes = step.actionType === 'manual' ? step.timeoutMinutes : null;
  draft.wait(step, 'awaiting_person', {}, { kind: 'timeout', minutes });
  draft.emit(StepExecutionRequested, {
    ...draft.stepFields(step),
    instruction: clip(text(instruction) || step.name),
    params: rest,
  });
  return WAITS;
}

/** Handles a step with unresolved placeholders: it performs nothing, and a person does it by hand or skips it. */
function askToFill(draft: RunDraft, step: PlaybookStep, params: JsonObject, missing: readonly string[]): StepOutcome {
  const named = missing.map((path) => `{${path}}`).join(', ');
  const request = `No value for ${named}: do step ${step.name} by hand and complete it, or skip it.`;
  const given = text(params.instruction);
  return askPerson(draft, step, { ...params, instruction: given ? `${request}\n${given}` : request });
}

function askForTool(
  draft: RunDraft,
  step: PlaybookStep,
  params: JsonObject,
  doubts: readonly string[] = [],
): StepOutcome {
  const verdict = verdictOn(draft, params);
  if (!verdict.allowed) return failed(verdict.reasons.join('; '));
  const reasons = [...doubts, ...verdict.reasons];
  if (reasons.length > 0 || step.approval) return askForApproval(draft, step, params, reasons);
  return requestTool(draft, step, params);
}

function verdictOn({ exception, file }: RunDraft, params: JsonObject): ToolVerdict {
  const { type, severity, policy } = exception;
  return toolVerdict(file.config, text(params.tool), { type, severity, decision: policy?.decision ?? null });
}

/** Requests an approval. It shows the exact arguments and fixes them: only what was approved runs. */
function askForApproval(draft: RunDraft, step: PlaybookStep, args: JsonObject, reasons: string[]): StepOutcome {
  if (isClosed(draft)) return CLOSED;
  const { roles, quorum, expiresMinutes } = step.approval ?? DEFAULT_APPROVAL;
  const why = step.approval ? [...reasons, `step ${step.name} asks for an approval`] : reasons;
  const approval: ApprovalTerms = { roles, quorum, reasons: why, not_by: requesters(draft) };
  const limit = { kind: 'approval', minutes: expiresMinutes } as const;
  draft.wait(step, 'awaiting_approval', { arguments: args, approval, approvals: [] }, limit);
  draft.emit(ApprovalRequested, {
    ...draft.stepFields(step),
    reasons: why,
    roles,
    quorum,
    arguments: args,
  });
  return WAITS;
}

/** Returns the requesters of the run's actions: the version's author, and whoever requested the match or a retry. */
const requesters = ({ playbook, run }: RunDraft): string[] => [
  ...new Set([playbook.author ?? [], run.requested_by ?? []].flat()),
];

function requestTool(draft: RunDraft, step: PlaybookStep, params: JsonObject): StepOutcome {
  const name = text(params.tool);
  const tool = draft.file.config.tools.get(name);
  if (!tool) return failed(`Tool "${name}" is not among the tenant's tools`);
  const { attempts } = draft.stepRun(step.order);
  const executionId = uuidv5(`tool:${step.order}:${attempts}`, draft.causeId);
  const args = (params.arguments ?? {}) as JsonObject;
  const limit = { kind: 'timeout', minutes: step.timeoutMinutes } as const;
  draft.wait(step, 'running', { execution_id: executionId, arguments: params }, limit);
  draft.emit(ToolExecutionRequested, {
    execution_id: executionId,
    tool: tool.name,
    tool_version: tool.version,
    arguments: args,
    step_order: step.order,
    requested_by: `playbook:${draft.playbook.name}`,
  });
  return WAITS;
}

/** Renders the params. Params beyond the size limit, as by repeating a long payload text, fail the step. */
function renderedParams({ exception }: RunDraft, { params }: PlaybookStep): RenderedTemplate | TemplateError {
  try {
    return renderTemplate(params, templateScope(exception), unreadablePaths(exception));
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
