/** Read side of the audit trail: pages, newest first. Locks nothing. */
import type { AuditActorType, JsonObject } from '@sentinai/contracts';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import type { AuditRecord } from './audit-record.ts';

/** An absent field does not filter. */
export interface AuditFilter {
  actorId?: string | undefined;
  actorType?: AuditActorType | undefined;
  /** An action, or all actions of a noun: `pack.activated`, `pack.`. */
  action?: string | undefined;
  subject?: { type: string; id: string | undefined } | undefined;
  exceptionId?: string | undefined;
  requestId?: string | undefined;
  /** Span of the time of the act, both ends inclusive. */
  from?: Date | undefined;
  to?: Date | undefined;
}

/** A position in the list: the time of the act in ISO 8601, and the id as the tie-breaker. */
export type AuditPosition = readonly [occurredAt: string, auditId: string];

export interface AuditPageQuery {
  tenantId: string;
  filter: AuditFilter;
  limit: number;
  /** End of the previous page; null for the first page. */
  after: AuditPosition | null;
}

export class AuditRecordQueries {
  async page(tx: Transaction, { tenantId, filter, limit, after }: AuditPageQuery): Promise<AuditRecord[]> {
    const rows = await tx.rows<AuditRow>(PAGE, [tenantId, limit, ...(after ?? [null, null]), ...conditionsOf(filter)]);
    return rows.map(({ actorType: type, actorId: id, ...row }) => ({ ...row, actor: { type, id } }));
  }
}

function conditionsOf(filter: AuditFilter): unknown[] {
  const { actorId, actorType, action, subject, requestId, from, to } = filter;
  // The index by subject leaves exceptions out: they have one of their own.
  const exceptionId = filter.exceptionId ?? (subject?.type === 'exception' ? subject.id : undefined);
  const conditions = [actorType, actorId, ...actionRange(action), subject?.type, subject?.id, exceptionId, requestId];
  return [from?.toISOString(), to?.toISOString(), ...conditions].map((condition) => condition ?? null);
}

type AuditRow = Omit<AuditRecord, 'actor'> & {
  actorType: AuditActorType;
  actorId: string;
  before: JsonObject | null;
  after: JsonObject | null;
};

/** The character after the dot: every action of a noun lies between `noun.` and `noun/`. */
const AFTER_DOT = '/';

/** Returns the actions to select, as an exact one or as a range. */
function actionRange(action: string | undefined): [exact: string | null, first: string | null, end: string | null] {
  if (action === undefined) return [null, null, null];
  return action.endsWith('.') ? [null, action, action.slice(0, -1) + AFTER_DOT] : [action, null, null];
}

// Planned anew, so that conditions on absent fields disappear and the others find their index.
const PAGE: Statement = {
  name: 'audit_record.page',
  plannedAnew: true,
  text: `
    select tenant_id as "tenantId", audit_id as "auditId", occurred_at as "occurredAt", actor_type as "actorType",
      actor_id as "actorId", action, subject_type as "subjectType", subject_id as "subjectId", exception_id as "exceptionId",
      reason, before, after, request_id as "requestId", source, event_id as "eventId"
    from audit_record
    where tenant_id = $1
      and ($3::timestamptz is null or (occurred_at, audit_id) < ($3, $4::uuid))
      and ($5::timestamptz is null or occurred_at >= $5) and ($6::timestamptz is null or occurred_at <= $6)
      and ($7::audit_actor_type is null or actor_type = $7) and ($8::varchar is null or actor_id = $8)
      and ($9::varchar is null or action = $9)
      and ($10::varchar is null or action >= $10 and action < $11::varchar)
      and ($12::varchar is null or subject_type = $12) and ($13::varchar is null or subject_id = $13)
      and ($14::varchar is null or exception_id = $14) and ($15::varchar is null or request_id = $15)
    order by occurred_at desc, audit_id desc
    limit $2`,
};
