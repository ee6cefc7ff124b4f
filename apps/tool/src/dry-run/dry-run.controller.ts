/** `POST /api/tools/{tool_id}/dry-run`. */
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Route, TenantId } from '@sentinai/service-kit';
import { toolIdOf } from '../definitions/tool-id.ts';
import { DryRunAnswer, DryRunBody } from './dry-run.dto.ts';
import { DryRunService } from './dry-run.service.ts';

@ApiTags('tools')
@Controller('api/tools')
export class DryRunController {
  constructor(private readonly dryRuns: DryRunService) {}

  @Post(':tool_id/dry-run')
  @Route({
    tenantInQuery: true,
    permission: 'tools.execute',
    answer: DryRunAnswer,
    summary: 'Show the request that a run would send, and every obstacle to it. Nothing is sent or stored.',
    notFound: 'No such tool, or no such exception',
    conflict: '`conflict`: the version is not in force, or the exception is of another domain',
  })
  @ApiParam({ name: 'tool_id', type: 'integer' })
  dryRun(
    @TenantId() tenantId: string,
    @Param('tool_id') toolId: string,
    @Body() body: DryRunBody,
  ): Promise<DryRunAnswer> {
    const { exception_id: exceptionId = null, arguments: args } = body;
    return this.dryRuns.run({ tenantId, toolId: toolIdOf(toolId), exceptionId, arguments: args });
  }
}
