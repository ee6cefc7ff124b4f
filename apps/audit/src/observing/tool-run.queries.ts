/** Tells runs of tools that only read from those that act. */
import { Injectable } from '@nestjs/common';
import type { ExecutionKey, Statement, Transaction } from '@sentinai/persistence';

@Injectable()
export class ToolRunQueries {
  /** Returns the ids of those runs whose tool, at the version that ran, only reads. A run that is gone counts as acting. */
  async readOnly(tx: Transaction, runs: readonly ExecutionKey[]): Promise<Set<string>> {
    if (runs.length === 0) return new Set();
    const rows = await tx.rows<{ execution_id: string }>(READ_ONLY, [
      runs.map(({ tenantId }) => tenantId),
      runs.map(({ executionId }) => executionId),
    ]);
    return new Set(rows.map((row) => row.execution_id));
  }
}

// One look-up by primary key per run, whatever the planner estimates.
const READ_ONLY: Statement = {
  name: 'audit.read_only_runs',
  text: `
    select run.execution_id
    from unnest($1::varchar[], $2::uuid[]) as k(tenant_id, execution_id)
    cross join lateral (
      select x.execution_id, x.tool_id from tool_execution x
      where x.tenant_id = k.tenant_id and x.execution_id = k.execution_id
      offset 0
    ) as run
    cross join lateral (
      select from tool_definition d where d.tool_id = run.tool_id and d.config ->> 'effect' = 'read'
      offset 0
    ) as tool`,
};
