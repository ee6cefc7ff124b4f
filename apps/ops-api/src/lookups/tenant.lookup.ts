/** Lookups on tenants shared by all features: whether a tenant exists, and its redaction rules. */
import { Injectable } from '@nestjs/common';
import type { Redactor } from '@sentinai/domain';
import { RedactorStore, TenantRepository, type Transaction } from '@sentinai/persistence';
import { unknownTenant } from '@sentinai/service-kit';

@Injectable()
export class TenantLookup {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly redactors: RedactorStore,
  ) {}

  /** Call when a request found nothing, to tell an unknown tenant from no data. @throws ProblemException `unknown_tenant` */
  async requireTenant(tx: Transaction, tenantId: string): Promise<void> {
    if (await this.tenants.find(tx, tenantId)) return;
    throw unknownTenant(tenantId);
  }

  /** Returns the redactor for people's texts that belong to no single domain. */
  async redactor(tx: Transaction, tenantId: string): Promise<Redactor> {
    return (await this.redactors.of(tx, tenantId)).everywhere;
  }
}
