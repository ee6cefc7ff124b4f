/** Tenants: their identity, their status, and the revision of their configuration in force. */
import type { TenantSettings } from '@sentinai/domain';
import type { Statement } from '../database/statement.ts';
import type { TenantTransactions, Transaction } from '../database/transaction.ts';
import { TenantEntity } from './tenant.entity.ts';

export interface Tenant {
  tenantId: string;
  name: string;
  status: 'active' | 'suspended' | 'archived';
  configRevision: number;
}

export class TenantRepository {
  async find(tx: Transaction, tenantId: string): Promise<Tenant | null> {
    return tx.manager.getRepository(TenantEntity).findOneBy({ tenantId });
  }

  /**
   * Locks the tenant until the transaction ends: changes of its configuration take turns, while events continue.
   * @returns false when it does not exist
   */
  async lock(tx: Transaction, tenantId: string): Promise<boolean> {
    return (await tx.rows(LOCK, [tenantId])).length > 0;
  }

  /** Returns the tenants of the given ids that exist. */
  async findMany(tx: Transaction, tenantIds: readonly string[]): Promise<Tenant[]> {
    return tx.rows<Tenant>(FIND_MANY, [tenantIds]);
  }

  /** Returns the tenants' own settings, by tenant. Separate from {@link findMany}, which every batch calls. */
  async settings(tx: Transaction, tenantIds: readonly string[]): Promise<Map<string, TenantSettings>> {
    const rows = await tx.rows<TenantSettings & { tenantId: string }>(SETTINGS, [tenantIds]);
    return new Map(rows.map(({ tenantId, ...settings }) => [tenantId, settings]));
  }

  /** Creates the tenant and returns true; false when it already exists. */
  async create(tx: Transaction, tenantId: string, name: string): Promise<boolean> {
    return (await tx.run(CREATE, [tenantId, name])) === 1;
  }

  /** Marks the tenant's configuration as changed. Workers notice with their next batch. Returns the new revision. */
  async bumpRevision(tx: Transaction, tenantId: string): Promise<number> {
    const [row] = await tx.rows<{ config_revision: number }>(BUMP_REVISION, [tenantId]);
    if (!row) throw new Error(`Tenant "${tenantId}" does not exist`);
    return row.config_revision;
  }

  /**
   * Returns the ids of all tenants, for a super admin's list and the command line. Loops ask for tenants with
   * something due instead.
   */
  async allIds(transactions: TenantTransactions): Promise<string[]> {
    return transactions.run([], async (tx) => {
      const rows = await tx.rows<{ tenant_id: string }>(ALL_IDS);
      return rows.map((row) => row.tenant_id);
    });
  }
}

const LOCK: Statement = {
  name: 'tenant.lock',
  text: 'select tenant_id from tenant where tenant_id = $1 for no key update',
};

const FIND_MANY: Statement = {
  name: 'tenant.find_many',
  text: `
    select tenant_id as "tenantId", name, status, config_revision as "configRevision"
    from tenant where tenant_id = any ($1::varchar[])`,
};

const SETTINGS: Statement = {
  name: 'tenant.settings',
  text: `
    select tenant_id as "tenantId", retention_days as "retentionDays", pii_fields as "piiFields",
      time_zone as "timeZone", business_calendar as "businessCalendar"
    from tenant where tenant_id = any ($1::varchar[])`,
};

const CREATE: Statement = {
  name: 'tenant.create',
  text: 'insert into tenant (tenant_id, name) values ($1, $2) on conflict (tenant_id) do nothing',
};

const BUMP_REVISION: Statement = {
  name: 'tenant.bump_revision',
  text: `
    update tenant set config_revision = config_revision + 1, updated_at = now()
    where tenant_id = $1 returning config_revision`,
};

const ALL_IDS: Statement = { name: 'tenant.all_ids', text: 'select all_tenant_ids() as tenant_id' };
