import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Route, TenantId, TenantQuery } from '@sentinai/service-kit';
import { ListToolsQuery, ToolDetail, ToolList } from './tools.dto.ts';
import { ToolsService } from './tools.service.ts';

@ApiTags('tools')
@Controller('api/tools')
export class ToolsController {
  constructor(private readonly tools: ToolsService) {}

  @Get()
  @Route({ permission: 'config.read', summary: 'Lists the tools in force for a tenant.', answer: ToolList })
  list(@TenantId() tenantId: string, @Query() query: ListToolsQuery): Promise<ToolList> {
    return this.tools.list(tenantId, query);
  }

  @Get(':tool_id')
  @ApiParam({ name: 'tool_id', type: 'integer' })
  @Route({
    permission: 'config.read',
    summary: 'Returns one version of a tool, with its schemas and the other versions of its name.',
    answer: ToolDetail,
    notFound: 'No such tool',
  })
  show(
    @TenantId() tenantId: string,
    @Param('tool_id') toolId: string,
    @Query() _query: TenantQuery,
  ): Promise<ToolDetail> {
    return this.tools.show(tenantId, toolId);
  }
}
