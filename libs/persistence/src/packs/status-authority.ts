/** Determines who decides the status of an exception, from the packs in force. */
import { type ExceptionRecord, sourceIsAuthority } from '@sentinai/domain';
import type { Transaction } from '../database/transaction.ts';
import type { TenantConfigStore } from './tenant-config.store.ts';

export class StatusAuthority {
  constructor(private readonly configs: TenantConfigStore) {}

  /** Whether its source is the system of record; false where the tenant has no pack for its domain. */
  async isSource(tx: Transaction, { tenantId, domain }: ExceptionRecord): Promise<boolean> {
    const configs = await this.configs.forTenants(tx, [tenantId]);
    const config = configs.get(tenantId)?.domains.get(domain);
    return config !== undefined && sourceIsAuthority(config);
  }
}
