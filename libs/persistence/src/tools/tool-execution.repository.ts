/** Tool runs, as the tool worker records them: begun before the call goes out, ended with what came back. */
import type { JsonObject } from '@sentinai/contracts';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';

export interface BegunExecution {
  tenantId: string;
  executionId: string;
  exceptionId: string;
  /** Null when the tenant has no such tool any more. */
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

export class ToolExecutionRepository {
  /** Marks executions as running. One that is begun again after a crash keeps its row. */
  async begin(tx: Transaction, executions: readonly BegunExecution[], now: Date): Promise<void> {
    if (executions.length === 0) return;
    await tx.run(BEGIN, [
      executions.map((execution) => execution.tenantId),
      executions.map((execution) => execution.executionId),
      executions.map((execution) => execution.exceptionId),
      executions.map((execution) => execution.toolId),
      executions.map((execution) => execution.tool),
      executions.map((execution) => execution.toolVersion),
      executions.map((execution) => execution.stepOrder),
      executions.map((execution) => JSON.stringify(execution.arguments)),
      executions.map((execution) => execution.requestedBy),
      executions.map((execution) => execution.requestedAt.toISOString()),
      now.toISOString(),
    ]);
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

const BEGIN: Statement = {
  name: 'tool_execution.begin',
  text: `
    insert into tool_execution (tenant_id, execution_id, exception_id, tool_id, tool, tool_version, step_order, status,
      arguments, requested_by, requested_at, started_at)
    select r.tenant_id, r.execution_id, r.exception_id, r.tool_id, r.tool, r.tool_version, r.step_order, 'running',
      r.arguments, r.requested_by, r.requested_at, $11::timestamptz
    from unnest($1::varchar[], $2::uuid[], $3::varchar[], $4::integer[], $5::varchar[], $6::integer[], $7::integer[],
      $8::jsonb[], $9::varchar[], $10::timestamptz[])
      as r(tenant_id, execution_id, exception_id, tool_id, tool, tool_version, step_order, arguments, requested_by,
        requested_at)
    on conflict (tenant_id, execution_id) do nothing`,
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
