import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Route, TenantId } from '@sentinai/service-kit';
import { ListTimelineQuery, TimelineList } from './timeline.dto.ts';
import { TimelineService } from './timeline.service.ts';

@ApiTags('exceptions')
@ApiParam({ name: 'tenant_id', type: String })
@Controller('api/exceptions/:tenant_id/:exception_id/events')
export class TimelineController {
  constructor(private readonly timelines: TimelineService) {}

  @Get()
  @Route({
    permission: 'exceptions.read',
    summary: 'Lists the events of one exception, in order.',
    answer: TimelineList,
    notFound: 'No such exception',
  })
  list(
    @TenantId() tenantId: string,
    @Param('exception_id') exceptionId: string,
    @Query() query: ListTimelineQuery,
  ): Promise<TimelineList> {
    return this.timelines.list(tenantId, exceptionId, query);
  }
}
