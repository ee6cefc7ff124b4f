import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { NoQuery, Route, TenantId } from '@sentinai/service-kit';
import { PlaybookRunAnswer } from './playbook-run.dto.ts';
import { PlaybookRunService } from './playbook-run.service.ts';

@ApiTags('exceptions')
@ApiParam({ name: 'tenant_id', type: String })
@Controller('api/exceptions/:tenant_id/:exception_id/playbook')
export class PlaybookRunController {
  constructor(private readonly playbookRuns: PlaybookRunService) {}

  @Get()
  @Route({
    permission: 'exceptions.read',
    summary: 'Returns the playbook of one exception: why it was chosen, and its progress.',
    answer: PlaybookRunAnswer,
    notFound: 'No such exception',
  })
  show(
    @TenantId() tenantId: string,
    @Param('exception_id') exceptionId: string,
    @Query() _query: NoQuery,
  ): Promise<PlaybookRunAnswer> {
    return this.playbookRuns.show(tenantId, exceptionId);
  }
}
