/** Calls the tenants' tools. The execution's id is the idempotency key, so a call repeated after a crash acts once. */
import {
  type EventEnvelope,
  ToolExecutionCompleted,
  ToolExecutionFailed,
  ToolExecutionRequested,
} from '@sentinai/contracts';
import type { Decision, ToolDefinition } from '@sentinai/domain';
import { Agent, type ExecutingAgent, type Matter, RetryableError } from '@sentinai/messaging';
import {
  type BegunExecution,
  type EndedExecution,
  ToolExecutionRepository,
  type Transaction,
} from '@sentinai/persistence';
import { HttpToolClient } from './http-tool/http-tool.client.ts';
import type { FailedTool, ToolOutcome } from './http-tool/tool-call.ts';

const MAX_ERROR_CHARACTERS = 4_000;

@Agent({ name: 'tool', consumes: [ToolExecutionRequested] })
export class ToolAgent implements ExecutingAgent<ToolOutcome> {
  constructor(
    private readonly client: HttpToolClient,
    private readonly executions: ToolExecutionRepository,
  ) {}

  async begin(tx: Transaction, matters: readonly Matter[]): Promise<void> {
    await this.executions.begin(tx, matters.map(begun), matters[0]?.file.now ?? new Date());
  }

  /**
   * A tool whose circuit is open was not called at all: the execution waits for it to come back, and fails only when it
   * has not by the last attempt.
   * @throws RetryableError `circuit_open`
   */
  async execute(matter: Matter): Promise<ToolOutcome> {
    const request = requestOf(matter);
    const tool = toolOf(matter);
    if (!tool) return missing(request.tool);
    const outcome = await this.call(matter, tool);
    if (isCircuitOpen(outcome) && !matter.isLastAttempt) {
      throw new RetryableError(outcome.errorCode, `Tool "${request.tool}" is ${outcome.message}`);
    }
    return outcome;
  }

  conclude(matter: Matter, outcome: ToolOutcome): Decision {
    const { execution_id, tool, step_order } = requestOf(matter);
    const { attempts, durationMs: duration_ms } = outcome;
    const answered = { execution_id, tool, step_order, attempts, duration_ms: Math.round(duration_ms) };
    if (outcome.status === 'succeeded') {
      const { httpStatus: http_status, output } = outcome;
      const data: ToolExecutionCompleted = { ...answered, http_status, output };
      return { events: [{ type: ToolExecutionCompleted.type, data }] };
    }
    const data: ToolExecutionFailed = {
      ...answered,
      http_status: outcome.httpStatus ?? null,
      error_code: outcome.errorCode,
      error: outcome.message.slice(0, MAX_ERROR_CHARACTERS),
    };
    return { events: [{ type: ToolExecutionFailed.type, data }] };
  }

  async record(tx: Transaction, outcomes: readonly { matter: Matter; outcome: ToolOutcome }[]): Promise<void> {
    await this.executions.end(tx, outcomes.map(ended), new Date());
  }

  private call(matter: Matter, tool: ToolDefinition): Promise<ToolOutcome> {
    const request = requestOf(matter);
    return this.client.execute({
      tenantId: matter.event.tenantId,
      exceptionId: matter.event.exceptionId,
      executionId: request.execution_id,
      tool,
      arguments: request.arguments,
    });
  }
}

const requestOf = ({ event }: Matter): ToolExecutionRequested => (event as EventEnvelope<ToolExecutionRequested>).data;

const toolOf = (matter: Matter): ToolDefinition | undefined => matter.file.config.tools.get(requestOf(matter).tool);

const isCircuitOpen = (outcome: ToolOutcome): outcome is FailedTool =>
  outcome.status === 'failed' && outcome.errorCode === 'circuit_open';

const missing = (tool: string): ToolOutcome => ({
  status: 'failed',
  errorCode: 'invalid_endpoint',
  message: `Tool "${tool}" is not among the tenant's tools any more`,
  attempts: 0,
  durationMs: 0,
  retryable: false,
});

function begun(matter: Matter): BegunExecution {
  const request = requestOf(matter);
  const { tenantId, exceptionId, time } = matter.event;
  return {
    tenantId,
    executionId: request.execution_id,
    exceptionId,
    toolId: toolOf(matter)?.toolId ?? null,
    tool: request.tool,
    toolVersion: request.tool_version,
    stepOrder: request.step_order,
    arguments: request.arguments,
    requestedBy: request.requested_by,
    requestedAt: new Date(time),
  };
}

function ended({ matter, outcome }: { matter: Matter; outcome: ToolOutcome }): EndedExecution {
  const failed = outcome.status === 'failed';
  return {
    tenantId: matter.event.tenantId,
    executionId: requestOf(matter).execution_id,
    status: outcome.status,
    output: failed ? null : outcome.output,
    httpStatus: outcome.httpStatus ?? null,
    errorCode: failed ? outcome.errorCode : null,
    error: failed ? outcome.message.slice(0, MAX_ERROR_CHARACTERS) : null,
    attempts: outcome.attempts,
  };
}
