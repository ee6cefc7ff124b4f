/**
 * The acts among the events of the log, for the audit trail: what changed a case, or the world outside, without a person. An act of a person
 * is recorded with its command, so the event that carries it out is none. Pure.
 */
import {
  ApprovalRequested,
  ExceptionAssigned,
  ExceptionEscalated,
  ExceptionReopened,
  ExceptionResolved,
  type EventOf,
  NotificationRequested,
  SeverityChanged,
  SLAExpired,
  ToolExecutionCompleted,
  ToolExecutionFailed,
} from '@sentinai/contracts';
import type { Act } from './act.ts';

/** The events that can be acts of agents. */
export const ACTING_EVENTS = [
  ExceptionAssigned,
  SeverityChanged,
  ExceptionEscalated,
  ExceptionResolved,
  ExceptionReopened,
  ApprovalRequested,
  NotificationRequested,
  ToolExecutionCompleted,
  ToolExecutionFailed,
  SLAExpired,
] as const;

export type ActingEvent = EventOf<(typeof ACTING_EVENTS)[number]>;

/** Returns the act that an event is; null for the event of a person's act. Whether a called tool acts or only reads is for the caller to check. */
export function actOfEvent(event: ActingEvent): Act | null {
  switch (event.type) {
    case 'ToolExecutionCompleted':
    case 'ToolExecutionFailed':
      return ofToolRun(event);
    default: {
      const said = ofCase(event);
      return said && { ...NOTHING_SAID, subjectType: 'exception', subjectId: event.exceptionId, ...said };
    }
  }
}

type ToolEvent = EventOf<typeof ToolExecutionCompleted | typeof ToolExecutionFailed>;
type CaseEvent = Exclude<ActingEvent, ToolEvent>;
type Said = Pick<Act, 'action'> & Partial<Act>;

const NOTHING_SAID = { reason: null, before: null, after: null };

function ofCase(event: CaseEvent): Said | null {
  switch (event.type) {
    case 'ExceptionAssigned': {
      const { from, to, assigned_by: by, note } = event.data;
      const said = { action: 'case.assigned', reason: note, before: { owner: from }, after: { owner: to, by } };
      return unlessByPerson(by, said);
    }
    case 'SeverityChanged': {
      const { from, to, changed_by: by, reason } = event.data;
      const said = { action: 'case.severity_changed', reason, before: { severity: from }, after: { severity: to, by } };
      return unlessByPerson(by, said);
    }
    case 'ExceptionResolved': {
      const { resolved_by: by, resolution } = event.data;
      return unlessByPerson(by, { action: 'case.resolved', reason: resolution, after: { status: 'resolved', by } });
    }
    case 'ExceptionReopened': {
      const { reopened_by: by, reason } = event.data;
      const states = { before: { status: 'resolved' }, after: { by } };
      return unlessByPerson(by, { action: 'case.reopened', reason, ...states });
    }
    default:
      return ofProgress(event);
  }
}

type MoveEvent = EventOf<
  typeof ExceptionAssigned | typeof SeverityChanged | typeof ExceptionResolved | typeof ExceptionReopened
>;

function ofProgress(event: Exclude<CaseEvent, MoveEvent>): Said | null {
  switch (event.type) {
    case 'ExceptionEscalated': {
      const { reason: cause, detail, escalated_to } = event.data;
      if (cause === 'person') return null;
      return { action: 'case.escalated', reason: detail, after: { status: 'escalated', escalated_to, cause } };
    }
    case 'ApprovalRequested': {
      const { step_order: step, reasons, roles, quorum } = event.data;
      return { action: 'approval.requested', reason: reasons.join('; ') || null, after: { step, roles, quorum } };
    }
    case 'NotificationRequested': {
      const { channel, recipients, subject } = event.data;
      return { action: 'notification.requested', after: { channel, recipients, subject } };
    }
    case 'SLAExpired': {
      const { sla_deadline, severity } = event.data;
      return { action: 'sla.expired', after: { sla_deadline, severity } };
    }
  }
}

/** A run without a step is a person's, and so is a cancellation. */
function ofToolRun({ type, data }: ToolEvent): Act | null {
  const { execution_id: subjectId, tool, step_order: step, http_status } = data;
  if (step === null) return null;
  const about = { subjectType: 'tool_execution', subjectId, before: null };
  if (type === 'ToolExecutionCompleted')
    return { ...about, action: 'tool.called', reason: null, after: { tool, step, http_status } };
  const { error_code, error } = data;
  if (error_code === CANCELLED) return null;
  return { ...about, action: 'tool.failed', reason: error, after: { tool, step, http_status, error_code } };
}

const CANCELLED = 'cancelled';

/** @param by in the form used in events: `user:ann`, `playbook:fix`, `source:Murex` */
const unlessByPerson = (by: string, said: Said): Said | null => (by.startsWith('user:') ? null : said);
