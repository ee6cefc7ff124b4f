import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Route, TenantId } from '@sentinai/service-kit';
import { AuditEventList, ListAuditEventsQuery } from './audit-events.dto.ts';
import { AuditEventsService } from './audit-events.service.ts';

@ApiTags('audit')
@Controller('audit/events')
export class AuditEventsController {
  constructor(private readonly events: AuditEventsService) {}

  @Get()
  @Route({
    permission: 'audit.read',
    summary: 'Lists what people, agents and the command line did in a tenant, newest first.',
    answer: AuditEventList,
  })
  list(@TenantId() tenantId: string, @Query() query: ListAuditEventsQuery): Promise<AuditEventList> {
    return this.events.list(tenantId, query);
  }
}
