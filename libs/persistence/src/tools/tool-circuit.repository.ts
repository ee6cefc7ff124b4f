/**
 * Circuit states reported by the replicas of the tool worker. A replica writes when a circuit opens, half-opens or
 * closes, never for a call; a closed circuit has no row. A dead replica leaves its rows behind, so they count only
 * for a limited time.
 */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';

/** A circuit of one replica. */
export interface CircuitKey {
  tenantId: string;
  tool: string;
  /** Scheme, host and port. */
  origin: string;
  /** The replica. */
  instance: string;
}

/** An open circuit half-opens after seconds: if it is older, its replica has died. */
const OPEN_COUNTS = `interval '1 minute'`;
/** A circuit that nobody calls stays half-open forever. */
const COUNTS = `interval '1 hour'`;

/** The worst state among the replicas for tenant `$1` and tool `t.name`; no row when all are closed. */
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
