/** Decides from the packs in force who owns the status of an exception. */
import { type ExceptionRecord, sourceIsAuthority } from '@sentinai/domain';
import type { Transaction } from '../database/transaction.ts';
import type { TenantConfigStore } from './tenant-config.store.ts';

export class StatusAuthority {
  constructor(private readonly configs: TenantConfigStore) {}

  /** Whether the exception's source is the system of record. False when the tenant has no pack for the domain. */
  async isSource(tx: Transaction, { tenantId, domain }: ExceptionRecord): Promise<boolean> {
    const configs = await this.configs.forTenants(tx, [tenantId]);
    const config = configs.get(tenantId)?.domains.get(domain);
    return config !== undefined && sourceIsAuthority(config);
  }
}
