/** What the host of the tool agent hands to it: the calls themselves, and the record of them. */
import type { JsonObject } from '@sentinai/contracts';
import type { ToolCall, ToolOutcome } from '@sentinai/domain';
import type { Transaction } from '@sentinai/messaging/agent';

export interface ToolCaller {
  /** Makes one call, with its retries. A failing tool is an outcome, never an error. */
  execute(call: ToolCall): Promise<ToolOutcome>;
}

export interface ExecutionKey {
  tenantId: string;
  executionId: string;
}

/** An execution whose call is about to begin. */
export interface BeginningExecution extends ExecutionKey {
  exceptionId: string;
  /** Null when the tenant no longer has the tool. */
  toolId: number | null;
  tool: string;
  toolVersion: number;
  /** Null for a run that a person asked for. */
  stepOrder: number | null;
  arguments: JsonObject;
  requestedBy: string;
  requestedAt: Date;
}

/** An execution whose call is over. */
export interface FinishedExecution extends ExecutionKey {
  status: 'succeeded' | 'failed';
  output: JsonObject | null;
  httpStatus: number | null;
  errorCode: string | null;
  error: string | null;
  attempts: number;
}

/** The record of tool executions. It keeps no secrets: fields with a secret name are masked before they are stored. */
export interface ExecutionLog {
  /** @returns the ids of cancelled executions, whose tools must not be called */
  begin(tx: Transaction, executions: readonly BeginningExecution[], now: Date): Promise<ReadonlySet<string>>;
  end(tx: Transaction, executions: readonly FinishedExecution[], now: Date): Promise<void>;
  /** Marks begun executions as waiting: their tools were not called, and they will be tried again. */
  postpone(tx: Transaction, executions: readonly ExecutionKey[]): Promise<void>;
}
