import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route, TenantId, TenantQuery } from '@sentinai/service-kit';
import { SupervisorView } from './supervisor.dto.ts';
import { SupervisorService } from './supervisor.service.ts';

@ApiTags('operations')
@Controller('ops/supervisor')
export class SupervisorController {
  constructor(private readonly supervisor: SupervisorService) {}

  @Get()
  @Route({
    permission: 'operations.read',
    summary:
      'Counts unresolved exceptions by status, severity, domain, owner, age and SLA, and the outcomes of the newest.',
    answer: SupervisorView,
  })
  view(@TenantId() tenantId: string, @Query() _query: TenantQuery): Promise<SupervisorView> {
    return this.supervisor.view(tenantId);
  }
}
