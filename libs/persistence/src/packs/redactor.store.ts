/** A tenant's redactors, for what people write and send about its exceptions. */
import { type Redactor, type TenantConfig, combineRedactors, redactorByForm } from '@sentinai/domain';
import type { Transaction } from '../database/transaction.ts';
import type { TenantConfigStore } from './tenant-config.store.ts';

/** One tenant's redactors, from its packs in force. */
export interface TenantRedactors {
  /** For content about an exception of this domain. */
  forDomain(domain: string): Redactor;
  /** For content not tied to one domain: redacts whatever any of the domains would. */
  everywhere: Redactor;
}

export class RedactorStore {
  private readonly combined = new WeakMap<TenantConfig, Redactor>();

  constructor(private readonly configs: TenantConfigStore) {}

  async of(tx: Transaction, tenantId: string): Promise<TenantRedactors> {
    const tenant = (await this.configs.forTenants(tx, [tenantId])).get(tenantId);
    const everywhere = tenant ? this.combinedOf(tenant) : redactorByForm;
    return { forDomain: (domain) => tenant?.domains.get(domain)?.policy.redactor ?? everywhere, everywhere };
  }

  private combinedOf(tenant: TenantConfig): Redactor {
    const known = this.combined.get(tenant);
    if (known) return known;
    const redactors = [...tenant.domains.values()].map(({ policy }) => policy.redactor);
    const combined = redactors.length === 0 ? redactorByForm : combineRedactors(redactors);
    this.combined.set(tenant, combined);
    return combined;
  }
}
