/** Database access of manual runs. */
import { Injectable } from '@nestjs/common';
import type { JsonObject, ToolExecutionFailed, ToolExecutionRequested } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import {
  type ExecutionKey,
  ToolExecutionQueries,
  ToolExecutionRepository,
  type Transaction,
  WaitingEventRepository,
} from '@sentinai/persistence';
import { ProblemException, maskSecretFields } from '@sentinai/service-kit';

type Run = ExecutionKey & { exceptionId: string };

@Injectable()
export class ExecutionStore {
  constructor(
    private readonly executions: ToolExecutionRepository,
    private readonly queries: ToolExecutionQueries,
    private readonly waiting: WaitingEventRepository,
  ) {}

  find(tx: Transaction, key: ExecutionKey): Promise<Run | null> {
    return this.queries.find(tx, key);
  }

  async request(
    tx: Transaction,
    { tenantId, exceptionId }: ExceptionRecord,
    data: ToolExecutionRequested & { toolId: number },
  ): Promise<void> {
    await this.executions.request(tx, {
      tenantId,
      exceptionId,
      executionId: data.execution_id,
      toolId: data.toolId,
      tool: data.tool,
      toolVersion: data.tool_version,
      stepOrder: null,
      arguments: maskSecretFields(data.arguments),
      requestedBy: data.requested_by,
      requestedAt: new Date(),
    });
  }

  /** @throws ProblemException `conflict` */
  async cancel(tx: Transaction, run: Run, reason: string): Promise<JsonObject> {
    const locked = await this.executions.lock(tx, run);
    if (locked?.status !== 'requested' && locked?.status !== 'waiting') throw tooLate(locked?.status ?? 'gone');
    const now = new Date();
    await this.executions.cancel(tx, run, reason, now);
    // Events queued behind the cancelled run become due at once.
    if (locked.status === 'waiting') await this.waiting.hasten(tx, 'tool', run, now);
    return {
      execution_id: run.executionId,
      tool: locked.tool,
      step_order: locked.stepOrder,
      http_status: null,
      error_code: 'cancelled',
      error: reason,
      attempts: 0,
      duration_ms: 0,
    } satisfies ToolExecutionFailed;
  }
}

const tooLate = (status: string): ProblemException =>
  new ProblemException(
    'conflict',
    status === 'running'
      ? 'The tool is being called; a call in progress cannot be cancelled.'
      : `The run is ${status}.`,
  );
