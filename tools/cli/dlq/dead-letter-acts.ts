/** Decisions about dead letters as acts, for the audit trail. Pure. */
import type { AuditEntry } from '@sentinai/messaging';
import { type DecidedLetter, UNKNOWN_TENANT } from '@sentinai/persistence';

export interface DeadLetterDecision {
  /** User of the machine, or who was named. */
  by: string;
  action: 'dead_letter.retried' | 'dead_letter.discarded';
  reason?: string;
}

/** Returns an act for each dead letter of a tenant; one of no known tenant changes nothing of any. */
export function deadLetterActs(letters: readonly DecidedLetter[], decision: DeadLetterDecision): AuditEntry[] {
  const { by, action, reason = null } = decision;
  const known = letters.filter(({ tenantId }) => tenantId !== UNKNOWN_TENANT);
  return known.map(({ id, tenantId, exceptionId, statusBefore }) => ({
    tenantId,
    actor: { type: 'cli' as const, id: by },
    action,
    subjectType: 'dead_letter',
    subjectId: id,
    exceptionId,
    reason,
    before: { status: statusBefore },
    after: { status: STATUS_AFTER[action] },
  }));
}

const STATUS_AFTER = { 'dead_letter.retried': 'retrying', 'dead_letter.discarded': 'discarded' } as const;
