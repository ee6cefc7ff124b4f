/**
 * The moves that change a case's status, each with its event. Agents, steps of playbooks and people's commands all come here, so that the same
 * move has the same rules and the same event whoever makes it. Pure.
 *
 * Where the source is the system of record it alone moves the status: a playbook's and a person's escalation is told, and the status stays.
 */
import { ExceptionEscalated, ExceptionReopened, ExceptionResolved, type ExceptionStatus } from '@sentinai/contracts';
import { sourceIsAuthority } from '../../normalization/normalize.ts';
import type { SlaTimes } from '../../sla/sla.ts';
import { type Decision, type EventToEmit, type ExceptionPatch, NOTHING_TO_DO } from '../case-file.ts';
import { reopenPatch, resolvePatch } from '../resolution.ts';
import { startClock } from '../sla-clock.ts';
import { movedStatus, statusAfter } from '../status-machine.ts';
import { type CaseInHand, type Moved, type Mover, type Refusal, isRefusal, refuse } from './case-move.ts';

/** The pipeline begins to work on a case. It has no event of its own: the event of the work tells it. */
export const takeUpCase = ({ exception }: CaseInHand): ExceptionPatch => ({
  status: movedStatus(exception.status, 'take_up'),
});

export interface Escalation {
  reason: ExceptionEscalated['reason'];
  detail: string;
  /** Null: to whom policy routes the case. */
  to?: string | null;
}

/**
 * Hands a case to people with more say, because a person or a step of a playbook says so. A case that is escalated already may be handed on: it
 * is told again. A resolved one may not, unless its source decides that, and may be about to open it again.
 */
export function escalateCase(
  { exception, config }: CaseInHand,
  { at }: Pick<Mover, 'at'>,
  { reason, detail, to = null }: Escalation,
): Moved | Refusal {
  const ofTheSource = sourceIsAuthority(config);
  if (exception.status === 'resolved' && !ofTheSource) return refuse(exception, 'become escalated');
  const data: ExceptionEscalated = { reason, detail, escalated_to: to ?? exception.policy?.route_to ?? null };
  const milestones = { escalated_at: at.toISOString(), ...exception.milestones };
  return {
    patch: ofTheSource ? { milestones } : { status: movedStatus(exception.status, 'escalate'), milestones },
    events: [{ type: ExceptionEscalated.type, data }],
  };
}

/** The same, because nothing else is left to do: no playbook, an SLA or a run that ended badly. Once, until the case is reopened. */
export function escalateCaseOnce(file: CaseInHand, by: Pick<Mover, 'at'>, escalation: Escalation): Decision {
  if (file.exception.milestones.escalated_at) return NOTHING_TO_DO;
  const made = escalateCase(file, by, escalation);
  return isRefusal(made) ? NOTHING_TO_DO : made;
}

/** Ends a case. Whoever asks sees to it that the source, where it is the system of record, has the say. */
export function resolveCase({ exception }: CaseInHand, { by, at }: Mover, resolution: string): Moved | Refusal {
  if (statusAfter(exception.status, 'resolve') === null) return refuse(exception, 'become resolved');
  return { patch: resolvePatch(exception, at), events: [resolved(by, at, resolution)] };
}

/**
 * Opens a resolved case again, with its clock running to the deadline it had; its escalation is over.
 */
export function reopenCase(
  { exception, config }: CaseInHand,
  { by }: Pick<Mover, 'by'>,
  reason: string,
): Moved | Refusal {
  if (statusAfter(exception.status, 'reopen') === null) return refuse(exception, 'be reopened');
  return { patch: reopenPatch(exception, config), events: [reopened(by, reason)] };
}

/** What a source of record says of a case. */
export interface SourceStatus {
  status: ExceptionStatus;
  /** The status as the source names it. */
  reason: string;
  /** The SLA that this state of the case has just been given. */
  sla: SlaTimes | null;
}

/**
 * Follows a source of record, at the time the source says. The status machine is not asked: the source is right, and one that says the same
 * again moves nothing. A case that the source opens again keeps its escalation, unlike one that a person reopens: policy may still be at work on
 * an earlier state, and whether it escalates must not depend on which is first.
 */
export function followSource(
  { exception }: CaseInHand,
  { by, at }: Mover,
  { status, reason, sla }: SourceStatus,
): Moved {
  const wasResolved = exception.status === 'resolved';
  if (status === 'resolved') {
    const resolvedAt = exception.resolvedAt ?? at;
    // Resolved already: the deadline in force now says whether in time.
    const patch = resolvePatch(exception, resolvedAt, sla?.deadline ?? null);
    return { patch, events: wasResolved ? [] : [resolved(by, resolvedAt, reason)] };
  }
  if (!wasResolved) return { patch: { status }, events: [] };
  return {
    patch: { status, resolvedAt: null, ...startClock(exception, sla) },
    events: [reopened(by, reason)],
  };
}

/** A status that is asked for by name. */
export interface WantedStatus {
  status: ExceptionStatus;
  /** Of the escalation, resolution or reopening that leads there. */
  reason: string;
}

/** Takes a case to a status by the move that leads there. A status that it has already is nothing to do. */
export function setCaseStatus(file: CaseInHand, by: Mover, { status, reason }: WantedStatus): Decision | Refusal {
  const { exception } = file;
  if (status === exception.status) return NOTHING_TO_DO;
  switch (status) {
    case 'resolved':
      return resolveCase(file, by, reason);
    case 'escalated':
      return escalateCase(file, by, { reason: 'playbook_step', detail: reason });
    case 'open':
      return exception.status === 'resolved' ? reopenCase(file, by, reason) : refuse(exception, 'become open');
    case 'analyzing':
      return analyze(file, by, reason);
  }
}

/** A resolved case is reopened first. */
function analyze(file: CaseInHand, by: Mover, reason: string): Decision | Refusal {
  const { exception } = file;
  if (exception.status === 'open') return { patch: takeUpCase(file), events: [] };
  if (exception.status !== 'resolved') return refuse(exception, 'become analyzing');
  const opened = reopenCase(file, by, reason);
  if (isRefusal(opened)) return opened;
  return { ...opened, patch: { ...opened.patch, status: movedStatus('open', 'take_up') } };
}

const resolved = (resolved_by: string, at: Date, resolution: string): EventToEmit => ({
  type: ExceptionResolved.type,
  data: { resolved_at: at.toISOString(), resolved_by, resolution } satisfies ExceptionResolved,
});

const reopened = (reopened_by: string, reason: string): EventToEmit => ({
  type: ExceptionReopened.type,
  data: { reopened_by, reason } satisfies ExceptionReopened,
});
