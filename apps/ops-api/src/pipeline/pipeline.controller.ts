import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route, TenantId } from '@sentinai/service-kit';
import { PipelineQuery, PipelineState } from './pipeline.dto.ts';
import { PipelineService } from './pipeline.service.ts';

@ApiTags('operations')
@Controller('ops/pipeline')
export class PipelineController {
  constructor(private readonly pipeline: PipelineService) {}

  @Get()
  @Route({
    permission: 'operations.read',
    summary: "Returns the status of a tenant's exceptions, the events in flight and the workers' figures.",
    answer: PipelineState,
  })
  state(@TenantId() tenantId: string, @Query() { window }: PipelineQuery): Promise<PipelineState> {
    return this.pipeline.state(tenantId, window);
  }
}
