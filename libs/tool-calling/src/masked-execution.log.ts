/** The tool agent's record of executions. Fields with a secret name are masked before they are stored. */
import { Injectable } from '@nestjs/common';
import {
  type BegunExecution,
  type EndedExecution,
  type ExecutionKey,
  ToolExecutionRepository,
  type Transaction,
} from '@sentinai/persistence';
import { maskSecretFields } from '@sentinai/service-kit';

@Injectable()
export class MaskedExecutionLog {
  constructor(private readonly executions: ToolExecutionRepository) {}

  /** @returns the ids of cancelled executions, whose tools must not be called */
  begin(tx: Transaction, executions: readonly BegunExecution[], now: Date): Promise<ReadonlySet<string>> {
    const masked = executions.map((execution) => ({ ...execution, arguments: maskSecretFields(execution.arguments) }));
    return this.executions.begin(tx, masked, now);
  }

  end(tx: Transaction, executions: readonly EndedExecution[], now: Date): Promise<void> {
    const masked = executions.map((execution) => ({
      ...execution,
      output: execution.output === null ? null : maskSecretFields(execution.output),
    }));
    return this.executions.end(tx, masked, now);
  }

  postpone(tx: Transaction, executions: readonly ExecutionKey[]): Promise<void> {
    return this.executions.postpone(tx, executions);
  }
}
