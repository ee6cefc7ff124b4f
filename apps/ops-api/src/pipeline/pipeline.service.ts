import { Injectable } from '@nestjs/common';
import { DeadLetterRepository, PipelineQueries, TenantRequests } from '@sentinai/persistence';
import { TenantLookup } from '../reads/tenant.lookup.ts';
import { toPipelineState } from './pipeline.convert.ts';
import type { PipelineState } from './pipeline.dto.ts';

@Injectable()
export class PipelineService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly pipeline: PipelineQueries,
    private readonly deadLetters: DeadLetterRepository,
    private readonly tenants: TenantLookup,
  ) {}

  /** @throws ProblemException `unknown_tenant` */
  async state(tenantId: string): Promise<PipelineState> {
    return this.requests.run(tenantId, async (tx) => {
      await this.tenants.requireTenant(tx, tenantId);
      return toPipelineState({
        tenantId,
        counts: await this.pipeline.counts(tx, tenantId),
        deadLetters: await this.deadLetters.countPending(tx, tenantId),
        asOf: new Date(),
      });
    });
  }
}
