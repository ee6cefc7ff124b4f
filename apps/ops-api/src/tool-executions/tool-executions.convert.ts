/** Converts stored tool runs to responses. Pure. */
import type { ToolExecution, ToolExecutionSummary } from '@sentinai/persistence';
import type { ToolExecutionDetail, ToolExecutionItem } from './tool-executions.dto.ts';

export const toExecutionItem = (run: ToolExecutionSummary): ToolExecutionItem => ({
  execution_id: run.executionId,
  tenant_id: run.tenantId,
  exception_id: run.exceptionId,
  tool_id: run.toolId,
  tool: run.tool,
  tool_version: run.toolVersion,
  step_order: run.stepOrder,
  status: run.status,
  http_status: run.httpStatus,
  error_code: run.errorCode,
  error: run.error,
  attempts: run.attempts,
  requested_by: run.requestedBy,
  requested_at: run.requestedAt.toISOString(),
  started_at: run.startedAt?.toISOString() ?? null,
  completed_at: run.completedAt?.toISOString() ?? null,
});

export const toExecutionDetail = (run: ToolExecution): ToolExecutionDetail => ({
  ...toExecutionItem(run),
  arguments: run.arguments,
  output: run.output,
});
