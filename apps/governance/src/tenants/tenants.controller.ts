import { Body, Controller, Get, Headers, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiHeader, ApiParam, ApiTags } from '@nestjs/swagger';
import { CurrentUser, NoQuery, type Principal, Route, TenantId } from '@sentinai/service-kit';
import { RevisionTagInterceptor } from './revision-tag.interceptor.ts';
import {
  CreateTenantBody,
  ListTenantsQuery,
  StandingBody,
  TenantAnswer,
  TenantList,
  UpdateTenantBody,
} from './tenants.dto.ts';
import { TenantsService } from './tenants.service.ts';

const TenantPath = () => ApiParam({ name: 'tenant_id', type: String });

const headers = {
  ETag: { description: 'The revision in quotes, for use in If-Match.', schema: { type: 'string' as const } },
};

/** Route decorator for changes of a tenant's status. */
const ChangesStanding = (summary: string, description?: string): MethodDecorator =>
  Route({
    permission: 'tenants.manage',
    summary,
    ...(description !== undefined && { description }),
    answer: TenantAnswer,
    conflict: "The tenant's status does not allow it",
  });

@ApiTags('tenants')
@Controller('api/tenants')
export class TenantsController {
  constructor(private readonly tenants: TenantsService) {}

  @Post()
  @Route({
    permission: 'tenants.manage',
    summary: 'Creates a tenant. It can receive exceptions as soon as a domain pack is active for it.',
    answer: TenantAnswer,
    status: 201,
    conflict: 'A tenant with this id exists already',
  })
  create(@CurrentUser() user: Principal, @Body() body: CreateTenantBody): Promise<TenantAnswer> {
    return this.tenants.create(user, body);
  }

  @Get()
  @Route({
    permission: 'tenants.read',
    summary: "Lists tenants by id: the token's, or all for a super admin.",
    answer: TenantList,
  })
  list(@CurrentUser() user: Principal, @Query() query: ListTenantsQuery): Promise<TenantList> {
    return this.tenants.list(user, query);
  }

  @Get(':tenant_id')
  @UseInterceptors(RevisionTagInterceptor)
  @TenantPath()
  @Route({
    permission: 'tenants.read',
    summary: 'Returns one tenant with its settings.',
    answer: TenantAnswer,
    headers,
  })
  show(@TenantId() tenantId: string, @Query() _query: NoQuery): Promise<TenantAnswer> {
    return this.tenants.show(tenantId);
  }

  @Patch(':tenant_id')
  @UseInterceptors(RevisionTagInterceptor)
  @TenantPath()
  @ApiHeader({ name: 'If-Match', required: false, description: 'ETag of the revision that the change is based on.' })
  @Route({
    permission: 'tenants.write',
    summary: 'Changes the settings of a tenant. They take effect with the next decision.',
    description:
      'Absent fields stay unchanged; null resets a field to the value of the policy pack. A setting takes precedence over the pack.',
    answer: TenantAnswer,
    headers,
    conflict: 'The tenant has changed since the ETag in If-Match',
  })
  update(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Body() body: UpdateTenantBody,
    @Headers('if-match') match?: string,
  ): Promise<TenantAnswer> {
    return this.tenants.update(user, { tenantId, match }, body);
  }

  @Post(':tenant_id/suspend')
  @TenantPath()
  @ChangesStanding('Suspends a tenant.', 'Its writes get 403, its events wait, and its stored data stays readable.')
  suspend(@TenantId() tenantId: string, @CurrentUser() user: Principal, @Body() { reason }: StandingBody) {
    return this.tenants.changeStanding(user, { tenantId, change: 'suspend' }, reason);
  }

  @Post(':tenant_id/resume')
  @TenantPath()
  @ChangesStanding('Resumes a suspended tenant.', 'Its waiting events are processed, in order.')
  resume(@TenantId() tenantId: string, @CurrentUser() user: Principal, @Body() { reason }: StandingBody) {
    return this.tenants.changeStanding(user, { tenantId, change: 'resume' }, reason);
  }

  @Post(':tenant_id/archive')
  @TenantPath()
  @ChangesStanding('Archives a tenant: a permanent suspension.')
  archive(@TenantId() tenantId: string, @CurrentUser() user: Principal, @Body() { reason }: StandingBody) {
    return this.tenants.changeStanding(user, { tenantId, change: 'archive' }, reason);
  }
}
