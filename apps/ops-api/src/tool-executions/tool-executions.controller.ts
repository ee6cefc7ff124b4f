import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Route, TenantId, TenantQuery } from '@sentinai/service-kit';
import { ListToolExecutionsQuery, ToolExecutionDetail, ToolExecutionList } from './tool-executions.dto.ts';
import { ToolExecutionsService } from './tool-executions.service.ts';

@ApiTags('tools')
@Controller('api/tools/executions')
export class ToolExecutionsController {
  constructor(private readonly executions: ToolExecutionsService) {}

  @Get()
  @Route({
    permission: 'exceptions.read',
    summary: 'Lists the tool runs of a tenant, newest first.',
    answer: ToolExecutionList,
  })
  list(@TenantId() tenantId: string, @Query() query: ListToolExecutionsQuery): Promise<ToolExecutionList> {
    return this.executions.list(tenantId, query);
  }

  @Get(':execution_id')
  @ApiParam({ name: 'execution_id', format: 'uuid' })
  @Route({
    permission: 'exceptions.read',
    summary: 'Returns one tool run with its arguments and its result.',
    answer: ToolExecutionDetail,
    notFound: 'No such run',
  })
  show(
    @TenantId() tenantId: string,
    @Param('execution_id') executionId: string,
    @Query() _query: TenantQuery,
  ): Promise<ToolExecutionDetail> {
    return this.executions.show(tenantId, executionId);
  }
}
