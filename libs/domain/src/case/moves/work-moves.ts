/** The moves that leave a case's status unchanged: owner, comments and severity. Pure. */
import { CommentAdded, ExceptionAssigned, type Severity, SeverityChanged } from '@sentinai/contracts';
import { sourceIsAuthority } from '../../normalization/normalize.ts';
import { type Decision, NOTHING_TO_DO, emit } from '../case-file.ts';
import { changeSeverity, hasSeverity } from '../severity-change.ts';
import { isLegal } from '../status-machine.ts';
import { settled } from '../undecided-facts.ts';
import { type CaseInHand, type Moved, type Mover, type Refusal, refuse } from './case-move.ts';

export interface Assignment {
  /** Null: no owner. */
  owner: string | null;
  note: string | null;
}

/** Assigns a case. A resolved one cannot be assigned, unless its source decides whether it is resolved. */
export function assignCase(
  { exception, config }: CaseInHand,
  { by }: Pick<Mover, 'by'>,
  to: Assignment,
): Moved | Refusal {
  const { status, owner: from } = exception;
  if (!sourceIsAuthority(config) && !isLegal('assign', { status, sourceIsAuthority: false })) {
    return refuse(exception, 'be assigned');
  }
  const data: ExceptionAssigned = { from, to: to.owner, assigned_by: by, note: to.note };
  const patch = { owner: to.owner, ...settled(exception, 'owner') };
  return { patch, events: [emit(ExceptionAssigned, data)] };
}

export function commentOnCase({ by }: Pick<Mover, 'by'>, text: string): Moved {
  const data: CommentAdded = { author: by, comment: text };
  return { patch: {}, events: [emit(CommentAdded, data)] };
}

/**
 * Sets the severity; the SLA becomes that of the new severity. Does nothing when the case has that severity already
 * and no rule left it open.
 */
export function setCaseSeverity(
  { exception, config }: CaseInHand,
  { by, at }: Mover,
  { severity, reason }: { severity: Severity; reason: string },
): Decision {
  if (hasSeverity(exception, severity)) return NOTHING_TO_DO;
  const { patch, sla } = changeSeverity(exception, config, severity, at);
  const data: SeverityChanged = {
    from: exception.severity,
    to: severity,
    reason,
    changed_by: by,
    sla_minutes: sla?.minutes ?? null,
    sla_deadline_from: exception.slaDeadline?.toISOString() ?? null,
    sla_deadline_to: sla?.deadline.toISOString() ?? null,
  };
  return { patch, events: [emit(SeverityChanged, data)] };
}
