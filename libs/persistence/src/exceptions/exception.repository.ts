/** Reads, locks and writes exceptions for the workers: whole batches in one statement each. */
import type { ExceptionRecord } from '@sentinai/domain';
import type { Row, Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { EXCEPTION_COLUMNS, type ExceptionColumn, PAYLOAD_COLUMN, exceptionFromRow } from './exception.columns.ts';

/** Identity of an exception. Two tenants may use the same exception id. */
export interface ExceptionKey {
  tenantId: string;
  exceptionId: string;
}

export const exceptionKey = (key: ExceptionKey): string => `${key.tenantId}:${key.exceptionId}`;

export interface ExceptionChange {
  record: ExceptionRecord;
  payloadChanged: boolean;
}

export class ExceptionRepository {
  /**
   * Locks the exceptions until the transaction ends and returns those that exist. Rows are locked in key order, so that
   * two batches never wait for each other in a circle.
   */
  async lock(tx: Transaction, keys: readonly ExceptionKey[]): Promise<Map<string, ExceptionRecord>> {
    const rows = await tx.rows<Row>(LOCK, [keys.map((key) => key.tenantId), keys.map((key) => key.exceptionId)]);
    return new Map(rows.map((row) => exceptionFromRow(row)).map((record) => [exceptionKey(record), record]));
  }

  /**
   * Locks exceptions whose SLA clock is due, oldest first, and returns them. Those another copy is working on are left out.
   */
  async lockDue(tx: Transaction, now: Date, limit: number): Promise<ExceptionRecord[]> {
    const rows = await tx.rows<Row>(LOCK_DUE, [now.toISOString(), limit]);
    return rows.map((row) => exceptionFromRow(row));
  }

  /** Writes every mutable fact of the given exceptions. The caller holds their locks. */
  async update(tx: Transaction, changes: readonly ExceptionChange[]): Promise<void> {
    if (changes.length === 0) return;
    const records = changes.map((change) => change.record);
    await tx.run(UPDATE, [
      ...UPDATED.map((column) => records.map(column.write)),
      changes.map((change) => (change.payloadChanged ? PAYLOAD_COLUMN.write(change.record) : null)),
    ]);
  }

  /** Inserts exceptions that do not exist yet and returns the keys of those it inserted. */
  async insert(tx: Transaction, records: readonly ExceptionRecord[]): Promise<Set<string>> {
    if (records.length === 0) return new Set();
    const inKeyOrder = [...records].sort((a, b) => (exceptionKey(a) < exceptionKey(b) ? -1 : 1));
    const rows = await tx.rows<{ tenant_id: string; exception_id: string }>(
      INSERT,
      INSERTED.map((column) => inKeyOrder.map(column.write)),
    );
    return new Set(rows.map((row) => exceptionKey({ tenantId: row.tenant_id, exceptionId: row.exception_id })));
  }
}

const IDENTITY = EXCEPTION_COLUMNS.filter(({ column }) => column === 'tenant_id' || column === 'exception_id');
const MUTABLE = EXCEPTION_COLUMNS.filter((column) => !column.fixed);
const UPDATED = [...IDENTITY, ...MUTABLE];
const INSERTED = [...EXCEPTION_COLUMNS, PAYLOAD_COLUMN];

const names = (columns: readonly ExceptionColumn[]): string => columns.map(({ column }) => column).join(', ');
const arrays = (columns: readonly ExceptionColumn[]): string =>
  columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ');

const LOCK: Statement = {
  name: 'exception.lock',
  text: `
    select ${EXCEPTION_COLUMNS.map(({ column }) => `e.${column}`).join(', ')}, e.payload
    from exception e
    join unnest($1::varchar[], $2::varchar[]) as k(tenant_id, exception_id) using (tenant_id, exception_id)
    order by e.tenant_id, e.exception_id
    for no key update of e`,
};

const LOCK_DUE: Statement = {
  name: 'exception.lock_due',
  text: `
    select ${EXCEPTION_COLUMNS.map(({ column }) => `e.${column}`).join(', ')}, e.payload
    from exception e
    where e.sla_next_at <= $1::timestamptz
    order by e.sla_next_at
    limit $2
    for no key update of e skip locked`,
};

const UPDATE: Statement = {
  name: 'exception.update',
  text: `
    update exception e
    set ${MUTABLE.map(({ column }) => `${column} = v.${column}`).join(', ')}, payload = coalesce(v.payload, e.payload)
    from unnest(${arrays([...UPDATED, PAYLOAD_COLUMN])}) as v(${names(UPDATED)}, payload)
    where e.tenant_id = v.tenant_id and e.exception_id = v.exception_id`,
};

const INSERT: Statement = {
  name: 'exception.insert',
  text: `
    insert into exception (${names(INSERTED)})
    select * from unnest(${arrays(INSERTED)})
    on conflict (tenant_id, exception_id) do nothing
    returning tenant_id, exception_id`,
};
