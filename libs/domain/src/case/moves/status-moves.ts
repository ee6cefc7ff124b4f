/**
 * The moves that change a case's status, each with its event. Agents, playbook steps and people's commands all use
 * them, so that a move has the same rules and the same event whoever makes it. Pure.
 *
 * Where the source is the system of record, it alone changes the status: an escalation by a playbook or a person is
 * announced, but the status stays.
 */
import { ExceptionEscalated, ExceptionReopened, ExceptionResolved, type ExceptionStatus } from '@sentinai/contracts';
import { sourceIsAuthority } from '../../normalization/normalize.ts';
import type { SlaTimes } from '../../sla/sla.ts';
import { type Decision, type EventToEmit, type ExceptionPatch, NOTHING_TO_DO, emit } from '../case-file.ts';
import { reopenPatch, resolvePatch } from '../resolution.ts';
import { startClock } from '../sla-clock.ts';
import { movedStatus, statusAfter } from '../status-machine.ts';
import { type CaseInHand, type Moved, type Mover, type Refusal, isRefusal, refuse } from './case-move.ts';

/** Marks a case as taken up by the pipeline. It has no event of its own: the event of the work implies it. */
export const takeUpCase = ({ exception }: CaseInHand): ExceptionPatch => ({
  status: movedStatus(exception.status, 'take_up'),
});

export interface Escalation {
  reason: ExceptionEscalated['reason'];
  detail: string;
  /** Null: whoever policy routes the case to. */
  to?: string | null;
}

/**
 * Escalates a case at the request of a person or a playbook step. A case that is already escalated may be escalated
 * again, with another event. A resolved one may not, unless its source decides its status and may be about to reopen
 * it.
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
    events: [emit(ExceptionEscalated, data)],
  };
}

/**
 * Escalates a case because nothing else is left to do: no playbook, a missed SLA or a failed run. Once, until the
 * case is reopened.
 */
export function escalateCaseOnce(file: CaseInHand, by: Pick<Mover, 'at'>, escalation: Escalation): Decision {
  if (file.exception.milestones.escalated_at) return NOTHING_TO_DO;
  const made = escalateCase(file, by, escalation);
  return isRefusal(made) ? NOTHING_TO_DO : made;
}

/** Resolves a case. Where the source is the system of record, the caller makes sure that the source decides. */
export function resolveCase({ exception }: CaseInHand, { by, at }: Mover, resolution: string): Moved | Refusal {
  if (statusAfter(exception.status, 'resolve') === null) return refuse(exception, 'become resolved');
  return { patch: resolvePatch(exception, at), events: [resolved(by, at, resolution)] };
}

/** Reopens a resolved case, with its clock running to its previous deadline; its escalation is over. */
export function reopenCase(
  { exception, config }: CaseInHand,
  { by }: Pick<Mover, 'by'>,
  reason: string,
): Moved | Refusal {
  if (statusAfter(exception.status, 'reopen') === null) return refuse(exception, 'be reopened');
  return { patch: reopenPatch(exception, config), events: [reopened(by, reason)] };
}

/** Status of a case as reported by its system of record. */
export interface SourceStatus {
  status: ExceptionStatus;
  /** The status as the source names it. */
  reason: string;
  /** The SLA just assigned to this state of the case. */
  sla: SlaTimes | null;
}

/**
 * Follows a source of record, at the time the source gives. The status machine is not consulted: the source is right,
 * and repeating the same status moves nothing. A case that the source reopens keeps its escalation, unlike one that a
 * person reopens: policy may still be processing an earlier state, and whether it escalates must not depend on which
 * comes first.
 */
export function followSource(
  { exception }: CaseInHand,
  { by, at }: Mover,
  { status, reason, sla }: SourceStatus,
): Moved {
  const wasResolved = exception.status === 'resolved';
  if (status === 'resolved') {
    const resolvedAt = exception.resolvedAt ?? at;
    // Already resolved: the deadline now in force decides whether it was in time.
    const patch = resolvePatch(exception, resolvedAt, sla?.deadline ?? null);
    return { patch, events: wasResolved ? [] : [resolved(by, resolvedAt, reason)] };
  }
  if (!wasResolved) return { patch: { status }, events: [] };
  return {
    patch: { status, resolvedAt: null, ...startClock(exception, sla) },
    events: [reopened(by, reason)],
  };
}

/** A status requested by name. */
export interface WantedStatus {
  status: ExceptionStatus;
  /** Reason for the escalation, resolution or reopening that leads there. */
  reason: string;
}

/** Brings a case to a status by the move that leads there. Does nothing when the case already has that status. */
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

/** Reopens a resolved case first. */
function analyze(file: CaseInHand, by: Mover, reason: string): Decision | Refusal {
  const { exception } = file;
  if (exception.status === 'open') return { patch: takeUpCase(file), events: [] };
  if (exception.status !== 'resolved') return refuse(exception, 'become analyzing');
  const opened = reopenCase(file, by, reason);
  if (isRefusal(opened)) return opened;
  return { ...opened, patch: { ...opened.patch, status: movedStatus('open', 'take_up') } };
}

const resolved = (resolved_by: string, at: Date, resolution: string): EventToEmit =>
  emit(ExceptionResolved, { resolved_at: at.toISOString(), resolved_by, resolution });

const reopened = (reopened_by: string, reason: string): EventToEmit => emit(ExceptionReopened, { reopened_by, reason });
