import { Injectable } from '@nestjs/common';
import { DeadLetterRepository, PipelineQueries, TenantRequests } from '@sentinai/persistence';
import { toPipelineState } from './pipeline.convert.ts';
import type { PipelineState } from './pipeline.dto.ts';

@Injectable()
export class PipelineService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly pipeline: PipelineQueries,
    private readonly deadLetters: DeadLetterRepository,
  ) {}

  async state(tenantId: string): Promise<PipelineState> {
    return this.requests.run(tenantId, async (tx) =>
      toPipelineState({
        tenantId,
        counts: await this.pipeline.counts(tx, tenantId),
        deadLetters: await this.deadLetters.countPending(tx, tenantId),
        asOf: new Date(),
      }),
    );
  }
}
