import { Injectable } from '@nestjs/common';
import { DeadLetterRepository, MeasurementQueries, PipelineQueries, TenantRequests } from '@sentinai/persistence';
import { TenantLookup } from '../lookups/tenant.lookup.ts';
import { MOST_DEAD_LETTERS, toPipelineState } from './pipeline.convert.ts';
import type { PipelineState } from './pipeline.dto.ts';
import { spanOf, type Window } from './pipeline.window.ts';

@Injectable()
export class PipelineService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly pipeline: PipelineQueries,
    private readonly measurements: MeasurementQueries,
    private readonly deadLetters: DeadLetterRepository,
    private readonly tenants: TenantLookup,
  ) {}

  /** @throws ProblemException `unknown_tenant` */
  async state(tenantId: string, window: Window): Promise<PipelineState> {
    const asOf = new Date();
    const span = spanOf(window, asOf);
    return this.requests.run(tenantId, async (tx) => {
      await this.tenants.requireTenant(tx, tenantId);
      return toPipelineState({
        tenantId,
        counts: await this.pipeline.counts(tx, tenantId),
        inFlight: await this.pipeline.inFlight(tx, tenantId),
        deadLetters: await this.deadLetters.countPending(tx, tenantId, MOST_DEAD_LETTERS + 1),
        measured: await this.measurements.totals(tx, tenantId, span),
        window,
        from: span.from,
        asOf,
      });
    });
  }
}
