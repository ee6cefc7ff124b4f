/** The tools in force for a tenant's domain besides those of its pack. The caller bumps the tenant's revision. */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';

export interface ToolOwner {
  tenantId: string;
  domain: string;
}

export interface ToolActivation {
  /** Versions that came with the pack. */
  toolIds: number[];
  /** The tenant's own versions; one replaces the pack's of the same name. */
  ownToolIds: number[];
  /** Names of tools that are switched off. */
  disabledTools: string[];
}

export class ToolActivationRepository {
  /** Null when the tenant has no pack for the domain. */
  async find(tx: Transaction, { tenantId, domain }: ToolOwner): Promise<ToolActivation | null> {
    const [row] = await tx.rows<ToolActivation>(FIND, [tenantId, domain]);
    return row ?? null;
  }

  async putInForce(tx: Transaction, { tenantId, domain }: ToolOwner, ownToolIds: readonly number[]): Promise<void> {
    await tx.run(PUT_IN_FORCE, [tenantId, domain, ownToolIds]);
  }

  async switchOff(tx: Transaction, { tenantId, domain }: ToolOwner, disabledTools: readonly string[]): Promise<void> {
    await tx.run(SWITCH_OFF, [tenantId, domain, disabledTools]);
  }
}

const FIND: Statement = {
  name: 'tool_activation.find',
  text: `
    select tool_ids as "toolIds", own_tool_ids as "ownToolIds", disabled_tools as "disabledTools"
    from pack_activation where tenant_id = $1 and domain = $2`,
};

const PUT_IN_FORCE: Statement = {
  name: 'tool_activation.put_in_force',
  text: 'update pack_activation set own_tool_ids = $3::integer[] where tenant_id = $1 and domain = $2',
};

const SWITCH_OFF: Statement = {
  name: 'tool_activation.switch_off',
  text: 'update pack_activation set disabled_tools = $3::varchar[] where tenant_id = $1 and domain = $2',
};
