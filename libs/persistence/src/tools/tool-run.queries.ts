/** The tool runs of one exception, for those who look at it. */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import type { ExceptionKey } from '../exceptions/exception.repository.ts';

/** A run without what the tool was given and what it answered. */
export interface ToolRun {
  executionId: string;
  tool: string;
  toolVersion: number;
  /** Order of the playbook's step that asked for it; null when a person did. */
  stepOrder: number | null;
  status: string;
  httpStatus: number | null;
  errorCode: string | null;
  error: string | null;
  attempts: number;
  requestedBy: string;
  requestedAt: Date;
  completedAt: Date | null;
}

export class ToolRunQueries {
  /** Newest first. */
  async ofException(tx: Transaction, key: ExceptionKey, limit: number): Promise<ToolRun[]> {
    return tx.rows<ToolRun>(OF_EXCEPTION, [key.tenantId, key.exceptionId, limit]);
  }
}

const OF_EXCEPTION: Statement = {
  name: 'tool_run.of_exception',
  plannedAnew: true,
  text: `
    select execution_id as "executionId", tool, tool_version as "toolVersion", step_order as "stepOrder", status,
      http_status as "httpStatus", error_code as "errorCode", error, attempts, requested_by as "requestedBy",
      requested_at as "requestedAt", completed_at as "completedAt"
    from tool_execution
    where tenant_id = $1 and exception_id = $2
    order by requested_at desc, execution_id
    limit $3`,
};
