import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { NoQuery, Route, TenantId } from '@sentinai/service-kit';
import { ExceptionDetail, ExceptionList, ListExceptionsQuery } from './exceptions.dto.ts';
import { ExceptionsService } from './exceptions.service.ts';

@ApiTags('exceptions')
@ApiParam({ name: 'tenant_id', type: String })
@Controller('api/exceptions/:tenant_id')
export class ExceptionsController {
  constructor(private readonly exceptions: ExceptionsService) {}

  @Get()
  @Route({ permission: 'exceptions.read', summary: 'Lists the exceptions of a tenant.', answer: ExceptionList })
  list(@TenantId() tenantId: string, @Query() query: ListExceptionsQuery): Promise<ExceptionList> {
    return this.exceptions.list(tenantId, query);
  }

  @Get(':exception_id')
  @Route({
    permission: 'exceptions.read',
    summary: 'Returns one exception with all its facts and its timeline.',
    answer: ExceptionDetail,
    notFound: 'No such exception',
  })
  detail(
    @TenantId() tenantId: string,
    @Param('exception_id') exceptionId: string,
    @Query() _query: NoQuery,
  ): Promise<ExceptionDetail> {
    return this.exceptions.detail(tenantId, exceptionId);
  }
}
