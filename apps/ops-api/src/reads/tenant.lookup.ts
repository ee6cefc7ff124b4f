/** Tells a tenant that has nothing from one that does not exist. */
import { Injectable } from '@nestjs/common';
import { TenantRepository, type Transaction } from '@sentinai/persistence';
import { ProblemException } from '@sentinai/service-kit';

@Injectable()
export class TenantLookup {
  constructor(private readonly tenants: TenantRepository) {}

  /** For a request that found nothing. @throws ProblemException `unknown_tenant` */
  async requireTenant(tx: Transaction, tenantId: string): Promise<void> {
    if (await this.tenants.find(tx, tenantId)) return;
    throw new ProblemException('unknown_tenant', `Tenant "${tenantId}" does not exist.`);
  }
}
