import { Injectable } from '@nestjs/common';
import { DeadLetterRepository, PipelineQueries } from '@sentinai/persistence';
import { TenantReads } from '../reads/tenant-reads.ts';
import { toPipelineState } from './pipeline.convert.ts';
import type { PipelineState } from './pipeline.dto.ts';

@Injectable()
export class PipelineService {
  constructor(
    private readonly reads: TenantReads,
    private readonly pipeline: PipelineQueries,
    private readonly deadLetters: DeadLetterRepository,
  ) {}

  async state(tenantId: string): Promise<PipelineState> {
    return this.reads.run(tenantId, async (tx) =>
      toPipelineState({
        tenantId,
        counts: await this.pipeline.counts(tx, tenantId),
        deadLetters: await this.deadLetters.countPending(tx, tenantId),
        asOf: new Date(),
      }),
    );
  }
}
