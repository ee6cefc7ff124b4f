import { Injectable } from '@nestjs/common';
import { TenantRequests } from '@sentinai/persistence';
import { TenantLookup } from '../lookups/tenant.lookup.ts';
import { AGES, toSupervisorView } from './supervisor.convert.ts';
import type { SupervisorView } from './supervisor.dto.ts';
import { SupervisorQueries } from './supervisor.queries.ts';

@Injectable()
export class SupervisorService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly counts: SupervisorQueries,
    private readonly tenants: TenantLookup,
  ) {}

  /** @throws ProblemException `unknown_tenant` */
  async view(tenantId: string): Promise<SupervisorView> {
    const asOf = new Date();
    return this.requests.run(tenantId, async (tx) => {
      await this.tenants.requireTenant(tx, tenantId);
      const unresolved = await this.counts.unresolved(tx, tenantId, AGES, asOf);
      return toSupervisorView({ tenantId, asOf, unresolved, newest: await this.counts.newest(tx, tenantId) });
    });
  }
}
