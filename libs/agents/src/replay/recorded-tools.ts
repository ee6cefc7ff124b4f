/** The tools of a replay: they answer what they answered then, and nothing outside is called. */
import { ToolExecutionCompleted, ToolExecutionFailed } from '@sentinai/contracts';
import type { ToolCall, ToolErrorCode, ToolOutcome } from '@sentinai/domain';
import type { StoredEvent } from '@sentinai/messaging/agent';
import type { ExecutionLog, ToolCaller } from '../tool/tool-agent.ports.ts';
import { envelopeOf } from './recorded-events.ts';

export class RecordedTools implements ToolCaller {
  private readonly outcomes = new Map<string, ToolOutcome>();

  /** @param log the events of one exception */
  constructor(log: readonly StoredEvent[]) {
    for (const event of log) {
      if (event.eventType === ToolExecutionCompleted.type) this.complete(event);
      if (event.eventType === ToolExecutionFailed.type) this.fail(event);
    }
  }

  /** Whether the log has the outcome of the call. It has none for a call that was cancelled, or that is under way. */
  has(executionId: string): boolean {
    return this.outcomes.has(executionId);
  }

  /** @throws Error when the log has no outcome of the call */
  execute({ executionId, tool }: ToolCall): Promise<ToolOutcome> {
    const outcome = this.outcomes.get(executionId);
    if (outcome) return Promise.resolve(outcome);
    return Promise.reject(new Error(`The log has no outcome of the call ${executionId} of ${tool.name}`));
  }

  private complete(event: StoredEvent): void {
    const data = envelopeOf(event).data as ToolExecutionCompleted;
    const { output, attempts } = data;
    const durations = { attempts, durationMs: data.duration_ms };
    this.outcomes.set(data.execution_id, { status: 'succeeded', httpStatus: data.http_status, output, ...durations });
  }

  private fail(event: StoredEvent): void {
    const data = envelopeOf(event).data as ToolExecutionFailed;
    this.outcomes.set(data.execution_id, {
      status: 'failed',
      errorCode: data.error_code as ToolErrorCode,
      message: data.error,
      ...(data.http_status !== null && { httpStatus: data.http_status }),
      attempts: data.attempts,
      durationMs: data.duration_ms,
      retryable: false,
    });
  }
}

/** A replay records no executions. */
export const NO_EXECUTION_LOG: ExecutionLog = {
  begin: () => Promise.reject(new Error('A replay begins no execution')),
  end: () => Promise.reject(new Error('A replay ends no execution')),
  postpone: () => Promise.reject(new Error('A replay postpones no execution')),
};
