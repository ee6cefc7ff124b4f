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

/** The only order in which rows are locked. */
function byKey(a: ExceptionKey, b: ExceptionKey): number {
  if (a.tenantId !== b.tenantId) return a.tenantId < b.tenantId ? -1 : 1;
  return a.exceptionId < b.exceptionId ? -1 : 1;
}

export interface ExceptionChange {
  /** As locked. */
  before: ExceptionRecord;
  record: ExceptionRecord;
}

export class ExceptionRepository {
  /**
   * The columns this process has ever changed: its updates write only these. A worker changes few of them, and always
   * the same ones, so the number of statements soon stops growing.
   */
  private readonly changing = new Set<ExceptionColumn>();
  private updateChanging = updateOf([]);

  /**
   * Locks the exceptions until the transaction ends and returns those that exist. Rows are locked in key order, so
   * that two batches cannot deadlock.
   */
  async lock(tx: Transaction, keys: readonly ExceptionKey[]): Promise<Map<string, ExceptionRecord>> {
    const inKeyOrder = [...keys].sort(byKey);
    const rows = await tx.rows<Row>(LOCK, [
      inKeyOrder.map((key) => key.tenantId),
      inKeyOrder.map((key) => key.exceptionId),
    ]);
    return new Map(rows.map((row) => exceptionFromRow(row)).map((record) => [exceptionKey(record), record]));
  }

  /**
   * Locks exceptions whose SLA clock is due, oldest first, and returns them. Skips those that another replica is
   * working on.
   */
  async lockDue(tx: Transaction, now: Date, limit: number): Promise<ExceptionRecord[]> {
    const rows = await tx.rows<Row>(LOCK_DUE, [now.toISOString(), limit]);
    return rows.map((row) => exceptionFromRow(row));
  }

  /** Locks exceptions with a step whose timer has elapsed, like `lockDue`. */
  async lockTimers(tx: Transaction, now: Date, limit: number): Promise<ExceptionRecord[]> {
    const rows = await tx.rows<Row>(LOCK_TIMERS, [now.toISOString(), limit]);
    return rows.map((row) => exceptionFromRow(row));
  }

  /**
   * Returns the tenants of the exceptions whose SLA clock has been due longest, up to the limit, and locks these
   * exceptions. Queries across tenants.
   */
  async tenantsWithDueSla(tx: Transaction, now: Date, limit: number): Promise<string[]> {
    return tenantIds(tx, TENANTS_WITH_DUE_SLA, [now.toISOString(), limit]);
  }

  /** Returns the tenants of the exceptions whose step timer has elapsed, like `tenantsWithDueSla`. */
  async tenantsWithDueTimers(tx: Transaction, now: Date, limit: number): Promise<string[]> {
    return tenantIds(tx, TENANTS_WITH_DUE_TIMERS, [now.toISOString(), limit]);
  }

  /** Writes the changes of the given exceptions. The caller holds their locks. */
  async update(tx: Transaction, changes: readonly ExceptionChange[]): Promise<void> {
    this.learn(changes);
    const { statement, columns } = this.updateChanging;
    if (changes.length === 0 || columns.length === IDENTITY.length) return;
    await tx.run(
      statement,
      columns.map((column) => changes.map(({ record }) => column.write(record))),
    );
  }

  /** Inserts exceptions that do not exist yet and returns the keys of those it inserted. */
  async insert(tx: Transaction, records: readonly ExceptionRecord[]): Promise<Set<string>> {
    if (records.length === 0) return new Set();
    const inKeyOrder = [...records].sort(byKey);
    const rows = await tx.rows<{ tenant_id: string; exception_id: string }>(
      INSERT,
      INSERTED.map((column) => inKeyOrder.map(column.write)),
    );
    return new Set(rows.map((row) => exceptionKey({ tenantId: row.tenant_id, exceptionId: row.exception_id })));
  }

  private learn(changes: readonly ExceptionChange[]): void {
    const learnt = MUTABLE.filter(
      (column) =>
        !this.changing.has(column) &&
        changes.some(({ before, record }) => before[column.field] !== record[column.field]),
    );
    if (learnt.length === 0) return;
    for (const column of learnt) this.changing.add(column);
    this.updateChanging = updateOf(MUTABLE.filter((column) => this.changing.has(column)));
  }
}

const IDENTITY = EXCEPTION_COLUMNS.filter(({ column }) => column === 'tenant_id' || column === 'exception_id');
const MUTABLE = [...EXCEPTION_COLUMNS.filter((column) => !column.fixed), PAYLOAD_COLUMN];
const INSERTED = [...EXCEPTION_COLUMNS, PAYLOAD_COLUMN];

const names = (columns: readonly ExceptionColumn[]): string => columns.map(({ column }) => column).join(', ');
const arrays = (columns: readonly ExceptionColumn[]): string =>
  columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ');

// A batch's keys are looked up one by one in the primary key, which `lateral` enforces: without statistics (a young
// table, a new day's partition) the planner would rather read the whole table for a batch, or once for each key.
const LOCK: Statement = {
  name: 'exception.lock',
  plannedAnew: true,
  text: `
    select e.*
    from unnest($1::varchar[], $2::varchar[]) as k(tenant_id, exception_id)
    cross join lateral (
      select ${names([...EXCEPTION_COLUMNS, PAYLOAD_COLUMN])}
      from exception where tenant_id = k.tenant_id and exception_id = k.exception_id
      for no key update
    ) as e`,
};

const lockDueBy = (name: string, column: 'sla_next_at' | 'timer_at'): Statement => ({
  name,
  text: `
    select ${EXCEPTION_COLUMNS.map((one) => `e.${one.column}`).join(', ')}, e.payload
    from exception e
    where e.${column} <= $1::timestamptz
    order by e.${column}
    limit $2
    for no key update of e skip locked`,
});

const LOCK_DUE = lockDueBy('exception.lock_due', 'sla_next_at');
const LOCK_TIMERS = lockDueBy('exception.lock_timers', 'timer_at');

const TENANTS_WITH_DUE_SLA: Statement = {
  name: 'exception.tenants_with_due_sla',
  text: 'select tenants_with_due_sla($1, $2) as tenant_id',
};

const TENANTS_WITH_DUE_TIMERS: Statement = {
  name: 'exception.tenants_with_due_timers',
  text: 'select tenants_with_due_timers($1, $2) as tenant_id',
};

async function tenantIds(tx: Transaction, statement: Statement, values: readonly unknown[]): Promise<string[]> {
  const rows = await tx.rows<{ tenant_id: string }>(statement, values);
  return rows.map((row) => row.tenant_id);
}

interface UpdateStatement {
  statement: Statement;
  /** The columns of its parameters, in order. */
  columns: readonly ExceptionColumn[];
}

function updateOf(changing: readonly ExceptionColumn[]): UpdateStatement {
  const columns = [...IDENTITY, ...changing];
  return {
    columns,
    statement: {
      name: 'exception.update',
      plannedAnew: true,
      text: `
    update exception e
    set ${changing.map(({ column }) => `${column} = v.${column}`).join(', ')}
    from unnest(${arrays(columns)}) as v(${names(columns)})
    cross join lateral (
      select ctid from exception where tenant_id = v.tenant_id and exception_id = v.exception_id offset 0
    ) as place
    where e.ctid = place.ctid`,
    },
  };
}

const INSERT: Statement = {
  name: 'exception.insert',
  text: `
    insert into exception (${names(INSERTED)})
    select * from unnest(${arrays(INSERTED)})
    on conflict (tenant_id, exception_id) do nothing
    returning tenant_id, exception_id`,
};
