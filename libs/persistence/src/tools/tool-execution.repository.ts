/**
 * Tool runs: requested by a person or a playbook, begun before the call goes out, ended with its result. A run that
 * waits for its tool to recover, and one that has not begun, can be cancelled.
 */
import type { JsonObject, ToolExecutionStatus } from '@sentinai/contracts';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';

export interface BegunExecution {
  tenantId: string;
  executionId: string;
  exceptionId: string;
  /** Null when the tenant no longer had such a tool. */
  toolId: number | null;
  tool: string;
  toolVersion: number;
  stepOrder: number | null;
  arguments: JsonObject;
  requestedBy: string;
  requestedAt: Date;
}

export interface EndedExecution {
  tenantId: string;
  executionId: string;
  status: 'succeeded' | 'failed';
  output: JsonObject | null;
  httpStatus: number | null;
  errorCode: string | null;
  error: string | null;
  attempts: number;
}

export interface ExecutionKey {
  tenantId: string;
  executionId: string;
}

/** The facts needed to cancel an execution. */
export interface LockedExecution extends ExecutionKey {
  status: ToolExecutionStatus;
  tool: string;
  stepOrder: number | null;
}

export class ToolExecutionRepository {
  /** Stores an execution requested over HTTP before its event is consumed, so that it can be polled at once. */
  async request(tx: Transaction, execution: BegunExecution): Promise<void> {
    await tx.run(REQUEST, [...requestColumns([execution]), null, 'requested']);
  }

  /**
   * Marks executions as running. One that is begun again after a crash keeps its row.
   * @returns the ids of the cancelled ones, which must not be called
   */
  async begin(tx: Transaction, executions: readonly BegunExecution[], now: Date): Promise<ReadonlySet<string>> {
    if (executions.length === 0) return NONE;
    const begun = await tx.run(BEGIN, [...requestColumns(executions), now.toISOString(), 'running']);
    if (begun === executions.length) return NONE;
    const rows = await tx.rows<{ execution_id: string }>(CANCELLED, keyColumns(executions));
    return new Set(rows.map((row) => row.execution_id));
  }

  /** Marks running executions as waiting: they were not called, and will be retried. */
  async postpone(tx: Transaction, executions: readonly ExecutionKey[]): Promise<void> {
    await tx.run(POSTPONE, keyColumns(executions));
  }

  /** Null when the tenant has no such execution. Nobody can begin or end it until the transaction is over. */
  async lock(tx: Transaction, { tenantId, executionId }: ExecutionKey): Promise<LockedExecution | null> {
    const [row] = await tx.rows<Omit<LockedExecution, keyof ExecutionKey>>(LOCK, [tenantId, executionId]);
    return row ? { tenantId, executionId, ...row } : null;
  }

  /** Ends a locked execution that has not been called. */
  async cancel(tx: Transaction, { tenantId, executionId }: ExecutionKey, reason: string, now: Date): Promise<void> {
    await tx.run(CANCEL, [tenantId, executionId, reason, now.toISOString()]);
  }

  async end(tx: Transaction, executions: readonly EndedExecution[], now: Date): Promise<void> {
    if (executions.length === 0) return;
    await tx.run(END, [
      executions.map((execution) => execution.tenantId),
      executions.map((execution) => execution.executionId),
      executions.map((execution) => execution.status),
      executions.map((execution) => (execution.output === null ? null : JSON.stringify(execution.output))),
      executions.map((execution) => execution.httpStatus),
      executions.map((execution) => execution.errorCode),
      executions.map((execution) => execution.error),
      executions.map((execution) => execution.attempts),
      now.toISOString(),
    ]);
  }
}

const NONE: ReadonlySet<string> = new Set();

const keyColumns = (keys: readonly ExecutionKey[]): string[][] => [
  keys.map((key) => key.tenantId),
  keys.map((key) => key.executionId),
];

const requestColumns = (executions: readonly BegunExecution[]): unknown[] => [
  ...keyColumns(executions),
  executions.map((execution) => execution.exceptionId),
  executions.map((execution) => execution.toolId),
  executions.map((execution) => execution.tool),
  executions.map((execution) => execution.toolVersion),
  executions.map((execution) => execution.stepOrder),
  executions.map((execution) => JSON.stringify(execution.arguments)),
  executions.map((execution) => execution.requestedBy),
  executions.map((execution) => execution.requestedAt.toISOString()),
];

const INSERT = `
    insert into tool_execution as known (tenant_id, execution_id, exception_id, tool_id, tool, tool_version, step_order,
      arguments, requested_by, requested_at, started_at, status)
    select distinct on (r.tenant_id, r.execution_id) r.*, $11::timestamptz, $12
    from unnest($1::varchar[], $2::uuid[], $3::varchar[], $4::integer[], $5::varchar[], $6::integer[], $7::integer[],
      $8::jsonb[], $9::varchar[], $10::timestamptz[])
      as r(tenant_id, execution_id, exception_id, tool_id, tool, tool_version, step_order, arguments, requested_by,
        requested_at)`;

const REQUEST: Statement = { name: 'tool_execution.request', text: INSERT };

const BEGIN: Statement = {
  name: 'tool_execution.begin',
  text: `${INSERT}
    on conflict (tenant_id, execution_id) do update
    set status = excluded.status, started_at = coalesce(known.started_at, excluded.started_at)
    where known.status in ('requested', 'waiting')`,
};

const THESE = `(tenant_id, execution_id) in (select * from unnest($1::varchar[], $2::uuid[]))`;

const CANCELLED: Statement = {
  name: 'tool_execution.cancelled',
  plannedAnew: true,
  text: `select execution_id from tool_execution where ${THESE} and status = 'cancelled'`,
};

const POSTPONE: Statement = {
  name: 'tool_execution.postpone',
  plannedAnew: true,
  text: `update tool_execution set status = 'waiting' where ${THESE} and status = 'running'`,
};

const LOCK: Statement = {
  name: 'tool_execution.lock',
  text: `
    select status, tool, step_order as "stepOrder" from tool_execution
    where tenant_id = $1 and execution_id = $2 for update`,
};

const CANCEL: Statement = {
  name: 'tool_execution.cancel',
  text: `
    update tool_execution set status = 'cancelled', error_code = 'cancelled', error = $3, completed_at = $4
    where tenant_id = $1 and execution_id = $2`,
};

const END: Statement = {
  name: 'tool_execution.end',
  plannedAnew: true,
  text: `
    update tool_execution e
    set status = r.status, output = r.output, http_status = r.http_status, error_code = r.error_code, error = r.error,
      attempts = r.attempts, completed_at = $9::timestamptz
    from unnest($1::varchar[], $2::uuid[], $3::varchar[], $4::jsonb[], $5::integer[], $6::varchar[], $7::text[],
      $8::integer[]) as r(tenant_id, execution_id, status, output, http_status, error_code, error, attempts)
    cross join lateral (
      select ctid from tool_execution where tenant_id = r.tenant_id and execution_id = r.execution_id offset 0
    ) as place
    where e.ctid = place.ctid`,
};
