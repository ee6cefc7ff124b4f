/**
 * Circuit-breaker states reported by the copies of the tool worker. A copy writes when a circuit opens, half-opens or closes, never
 * per call; a closed circuit has no row. A copy that dies leaves its rows behind, so rows expire.
 */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';

/** Identity of one copy's circuit. */
export interface CircuitKey {
  tenantId: string;
  tool: string;
  /** Scheme, host and port. */
  origin: string;
  /** The copy of the tool worker. */
  instance: string;
}

/** How long an open circuit counts. It half-opens within seconds; an older row means that its copy has died. */
const OPEN_COUNTS = `interval '1 minute'`;
/** How long a half-open circuit counts. One without calls would stay half-open forever. */
const COUNTS = `interval '1 hour'`;

/** The worst state over all copies for tenant `$1` and tool `t.name`; no row when all are closed. */
export const CIRCUIT_STATE = `
  select case when bool_or(c.state = 'open' and c.updated_at > now() - ${OPEN_COUNTS}) then 'open' else 'half_open' end as state,
    min(c.opened_at) as opened_at
  from tool_circuit c
  where c.tenant_id = $1 and c.tool = t.name and c.updated_at > now() - ${COUNTS}
  having count(*) > 0`;

export class ToolCircuitRepository {
  async open(tx: Transaction, circuit: CircuitKey, now: Date): Promise<void> {
    await tx.run(OPEN, [...columns(circuit), now.toISOString()]);
    await tx.run(FORGET, [circuit.tenantId]);
  }

  async halfOpen(tx: Transaction, circuit: CircuitKey, now: Date): Promise<void> {
    await tx.run(HALF_OPEN, [...columns(circuit), now.toISOString()]);
  }

  async close(tx: Transaction, circuit: CircuitKey): Promise<void> {
    await tx.run(CLOSE, columns(circuit));
  }
}

const columns = ({ tenantId, tool, origin, instance }: CircuitKey): string[] => [tenantId, tool, origin, instance];

const OPEN: Statement = {
  name: 'tool_circuit.open',
  text: `
    insert into tool_circuit as known (tenant_id, tool, origin, instance, state, opened_at, updated_at)
    values ($1, $2, $3, $4, 'open', $5, $5)
    on conflict (tenant_id, tool, origin, instance) do update set state = 'open', updated_at = excluded.updated_at`,
};

const HALF_OPEN: Statement = {
  name: 'tool_circuit.half_open',
  text: `
    update tool_circuit set state = 'half_open', updated_at = $5
    where tenant_id = $1 and tool = $2 and origin = $3 and instance = $4`,
};

const CLOSE: Statement = {
  name: 'tool_circuit.close',
  text: 'delete from tool_circuit where tenant_id = $1 and tool = $2 and origin = $3 and instance = $4',
};

const FORGET: Statement = {
  name: 'tool_circuit.forget',
  text: `delete from tool_circuit where tenant_id = $1 and updated_at < now() - ${COUNTS}`,
};
