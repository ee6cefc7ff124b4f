/** Outcomes of the demo's exceptions by tenant, read from the database. */
import type { Statement, TenantTransactions } from '@sentinai/persistence';
import Table from 'cli-table3';

export interface TenantOutcome {
  tenant_id: string;
  ingested: number;
  resolved: number;
  escalated: number;
  awaiting_approval: number;
  awaiting_person: number;
  tool_calls: number;
  sla_met: number;
  sla_missed: number;
}

/** Returns one row per tenant with exceptions. */
export async function demoOutcomes(
  transactions: TenantTransactions,
  tenantIds: readonly string[],
): Promise<TenantOutcome[]> {
  return transactions.run(tenantIds, (tx) => tx.rows<TenantOutcome>(OUTCOMES, [tenantIds]));
}

export function outcomeTable(outcomes: readonly TenantOutcome[]): string {
  const table = new Table({
    head: ['Tenant', 'Ingested', 'Resolved', 'Escalated', 'Await approval', 'Await person', 'Tool calls', 'SLA met'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const outcome of outcomes) {
    const { tenant_id, ingested, resolved, escalated, awaiting_approval, awaiting_person, tool_calls } = outcome;
    const counts = [ingested, resolved, escalated, awaiting_approval, awaiting_person, tool_calls];
    table.push([tenant_id, ...counts, slaShare(outcome)]);
  }
  return table.toString();
}

/** Formats the share of met SLAs among resolved exceptions with an SLA. */
function slaShare({ sla_met: met, sla_missed: missed }: TenantOutcome): string {
  return met + missed === 0 ? '-' : `${Math.round((100 * met) / (met + missed))} %`;
}

const OUTCOMES: Statement = {
  name: 'demo.outcomes',
  text: `
    select e.tenant_id,
      count(*)::int as ingested,
      (count(*) filter (where e.status = 'resolved'))::int as resolved,
      (count(*) filter (where e.status = 'escalated'))::int as escalated,
      (count(*) filter (where e.stage = 'awaiting_approval'))::int as awaiting_approval,
      (count(*) filter (where e.stage = 'awaiting_person'))::int as awaiting_person,
      (count(*) filter (where e.sla_state = 'met'))::int as sla_met,
      (count(*) filter (where e.sla_state = 'missed'))::int as sla_missed,
      (select count(*)::int from exception_event v
        where v.tenant_id = e.tenant_id and v.event_type = 'ToolExecutionRequested') as tool_calls
    from exception e where e.tenant_id = any ($1::varchar[])
    group by e.tenant_id order by e.tenant_id`,
};
