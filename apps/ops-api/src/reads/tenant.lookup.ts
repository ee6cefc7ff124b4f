/** What every feature asks about a tenant: whether it exists, and what it takes for personal data. */
import { Injectable } from '@nestjs/common';
import type { Redactor } from '@sentinai/domain';
import { RedactorStore, TenantRepository, type Transaction } from '@sentinai/persistence';
import { ProblemException } from '@sentinai/service-kit';

@Injectable()
export class TenantLookup {
  constructor(
    private readonly tenants: TenantRepository,
    private readonly redactors: RedactorStore,
  ) {}

  /** For a request that found nothing. @throws ProblemException `unknown_tenant` */
  async requireTenant(tx: Transaction, tenantId: string): Promise<void> {
    if (await this.tenants.find(tx, tenantId)) return;
    throw new ProblemException('unknown_tenant', `Tenant "${tenantId}" does not exist.`);
  }

  /** For words that people send and that are about no one domain. */
  async redactor(tx: Transaction, tenantId: string): Promise<Redactor> {
    return (await this.redactors.of(tx, tenantId)).everywhere;
  }
}
