/** Calls the tenants' tools. The execution's id is the idempotency key, so a call repeated after a crash acts once. */
import {
  type EventEnvelope,
  ToolExecutionCompleted,
  ToolExecutionFailed,
  ToolExecutionRequested,
} from '@sentinai/contracts';
import {
  type Decision,
  type FailedTool,
  NOTHING_TO_DO,
  type ToolDefinition,
  type ToolErrorCode,
  type ToolOutcome,
  emit,
} from '@sentinai/domain';
import { Agent, type ExecutingAgent, type Matter, RetryableError, type Transaction } from '@sentinai/messaging/agent';
import type { BeginningExecution, ExecutionLog, FinishedExecution, ToolCaller } from './tool-agent.ports.ts';

const MAX_ERROR_CHARACTERS = 4_000;

/** A call that was cancelled before it began. The cancellation has already emitted the event, so nothing is left to emit. */
interface CancelledCall {
  status: 'cancelled';
}

type CallEnd = ToolOutcome | CancelledCall;

@Agent({ name: 'tool', consumes: [ToolExecutionRequested] })
export class ToolAgent implements ExecutingAgent<CallEnd> {
  /** Matters whose call was found cancelled when it was about to begin. */
  private readonly cancelled = new WeakSet<Matter>();

  constructor(
    private readonly client: ToolCaller,
    private readonly executions: ExecutionLog,
  ) {}

  async begin(tx: Transaction, matters: readonly Matter[]): Promise<void> {
    const cancelled = await this.executions.begin(tx, matters.map(begun), matters[0]?.file.now ?? new Date());
    for (const matter of matters) if (cancelled.has(requestOf(matter).execution_id)) this.cancelled.add(matter);
  }

  /**
   * Calls the tool. While its circuit is open, the tool is not called at all: the execution is retried later, and fails only when the
   * circuit is still open at the last attempt.
   * @throws RetryableError `circuit_open`
   */
  async execute(matter: Matter): Promise<CallEnd> {
    if (this.cancelled.has(matter)) return { status: 'cancelled' };
    const request = requestOf(matter);
    const tool = toolOf(matter);
    if (!tool) return notCalled('invalid_endpoint', `Tool "${request.tool}" is not among the tenant's tools any more`);
    if (matter.file.config.disabledTools.has(tool.name)) {
      return notCalled('tool_disabled', `Tool "${request.tool}" is switched off`);
    }
    const outcome = await this.call(matter, tool);
    if (isCircuitOpen(outcome) && !matter.isLastAttempt) {
      throw new RetryableError(outcome.errorCode, `Tool "${request.tool}" is ${outcome.message}`);
    }
    return outcome;
  }

  conclude(matter: Matter, outcome: CallEnd): Decision {
    if (outcome.status === 'cancelled') return NOTHING_TO_DO;
    const { execution_id, tool, step_order } = requestOf(matter);
    const { attempts, durationMs: duration_ms } = outcome;
    const answered = { execution_id, tool, step_order, attempts, duration_ms: Math.round(duration_ms) };
    if (outcome.status === 'succeeded') {
      const { httpStatus: http_status, output } = outcome;
      const data: ToolExecutionCompleted = { ...answered, http_status, output };
      return { events: [emit(ToolExecutionCompleted, data)] };
    }
    const data: ToolExecutionFailed = {
      ...answered,
      http_status: outcome.httpStatus ?? null,
      error_code: outcome.errorCode,
      error: outcome.message.slice(0, MAX_ERROR_CHARACTERS),
    };
    return { events: [emit(ToolExecutionFailed, data)] };
  }

  async record(tx: Transaction, outcomes: readonly { matter: Matter; outcome: CallEnd }[]): Promise<void> {
    await this.executions.end(tx, outcomes.flatMap(ended), new Date());
  }

  async postpone(tx: Transaction, events: readonly EventEnvelope[]): Promise<void> {
    const keys = events.map(({ tenantId, data }) => ({
      tenantId,
      executionId: (data as ToolExecutionRequested).execution_id,
    }));
    await this.executions.postpone(tx, keys);
  }

  /** Calls the tool and redacts its response, which is untrusted data, before any of it is stored or seen by a playbook. */
  private async call(matter: Matter, tool: ToolDefinition): Promise<ToolOutcome> {
    const request = requestOf(matter);
    const { redactor } = matter.file.config.policy;
    const outcome = await this.client.execute({
      tenantId: matter.event.tenantId,
      exceptionId: matter.event.exceptionId,
      executionId: request.execution_id,
      tool,
      arguments: request.arguments,
    });
    return outcome.status === 'succeeded'
      ? { ...outcome, output: redactor.payload(outcome.output).payload }
      : { ...outcome, message: redactor.field('error', outcome.message) };
  }
}

const requestOf = ({ event }: Matter): ToolExecutionRequested => (event as EventEnvelope<ToolExecutionRequested>).data;

const toolOf = (matter: Matter): ToolDefinition | undefined => matter.file.config.tools.get(requestOf(matter).tool);

const isCircuitOpen = (outcome: ToolOutcome): outcome is FailedTool =>
  outcome.status === 'failed' && outcome.errorCode === 'circuit_open';

const notCalled = (errorCode: ToolErrorCode, message: string): FailedTool => ({
  status: 'failed',
  errorCode,
  message,
  attempts: 0,
  durationMs: 0,
  retryable: false,
});

function begun(matter: Matter): BeginningExecution {
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

function ended({ matter, outcome }: { matter: Matter; outcome: CallEnd }): FinishedExecution[] {
  if (outcome.status === 'cancelled') return [];
  const failed = outcome.status === 'failed';
  const end: FinishedExecution = {
    tenantId: matter.event.tenantId,
    executionId: requestOf(matter).execution_id,
    status: outcome.status,
    output: failed ? null : outcome.output,
    httpStatus: outcome.httpStatus ?? null,
    errorCode: failed ? outcome.errorCode : null,
    error: failed ? outcome.message.slice(0, MAX_ERROR_CHARACTERS) : null,
    attempts: outcome.attempts,
  };
  return [end];
}
