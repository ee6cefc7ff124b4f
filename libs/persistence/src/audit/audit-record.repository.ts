/** Writes the audit trail. It is append-only: nobody updates a record, and what people did is never deleted before it expires. */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import type { AuditRecord } from './audit-record.ts';

export class AuditRecordRepository {
  /** Adds records of acts, in the transaction of the acts. */
  async add(tx: Transaction, records: readonly AuditRecord[]): Promise<void> {
    if (records.length > 0) await tx.run(ADD, valuesOf(records));
  }

  /** Adds what an observer saw; a record that is there already stays as it is. @returns the number of new records */
  async addObserved(tx: Transaction, records: readonly AuditRecord[]): Promise<number> {
    return records.length === 0 ? 0 : tx.run(ADD_OBSERVED, valuesOf(records));
  }

  /** Deletes what an observer saw at this time or later, for the tenants that the transaction names. @returns the number of records */
  async forgetObserved(tx: Transaction, from: Date): Promise<number> {
    const [row] = await tx.rows<{ forgotten: string }>(FORGET_OBSERVED, [from.toISOString()]);
    return Number(row?.forgotten ?? 0);
  }
}

const valuesOf = (records: readonly AuditRecord[]): unknown[] => [
  records.map(({ tenantId }) => tenantId),
  records.map(({ auditId }) => auditId),
  records.map(({ occurredAt }) => occurredAt.toISOString()),
  records.map(({ actor }) => actor.type),
  records.map(({ actor }) => actor.id),
  records.map(({ action }) => action),
  records.map(({ subjectType }) => subjectType),
  records.map(({ subjectId }) => subjectId),
  records.map(({ exceptionId }) => exceptionId),
  records.map(({ reason }) => reason),
  records.map(({ before }) => before && JSON.stringify(before)),
  records.map(({ after }) => after && JSON.stringify(after)),
  records.map(({ requestId }) => requestId),
  records.map(({ source }) => source),
  records.map(({ eventId }) => eventId),
];

const insert = (observed: boolean): string => `
  insert into audit_record (observed, tenant_id, audit_id, occurred_at, actor_type, actor_id, action, subject_type, subject_id,
    exception_id, reason, before, after, request_id, source, event_id)
  select ${observed}, * from unnest($1::varchar[], $2::uuid[], $3::timestamptz[], $4::audit_actor_type[], $5::varchar[],
    $6::varchar[], $7::varchar[], $8::varchar[], $9::varchar[], $10::text[], $11::jsonb[], $12::jsonb[], $13::varchar[],
    $14::varchar[], $15::uuid[])`;

const ADD: Statement = { name: 'audit_record.add', text: insert(false) };

const ADD_OBSERVED: Statement = { name: 'audit_record.add_observed', text: `${insert(true)} on conflict do nothing` };

const FORGET_OBSERVED: Statement = {
  name: 'audit_record.forget_observed',
  text: 'select forget_observed_audit_records($1) as forgotten',
};
