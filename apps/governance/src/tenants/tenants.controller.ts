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
  ETag: { description: 'The revision, in quotes: for If-Match.', schema: { type: 'string' as const } },
};

/** A route that changes whether a tenant is served. */
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
    summary: 'Creates a tenant. It takes exceptions in as soon as a domain pack is active for it.',
    answer: TenantAnswer,
    status: 201,
    conflict: 'There is one with this id',
  })
  create(@CurrentUser() user: Principal, @Body() body: CreateTenantBody): Promise<TenantAnswer> {
    return this.tenants.create(user, body);
  }

  @Get()
  @Route({
    permission: 'tenants.read',
    summary: 'Lists tenants by id: those of the token, or all of them for a super admin.',
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
    summary: 'One tenant with its settings.',
    answer: TenantAnswer,
    headers,
  })
  show(@TenantId() tenantId: string, @Query() _query: NoQuery): Promise<TenantAnswer> {
    return this.tenants.show(tenantId);
  }

  @Patch(':tenant_id')
  @UseInterceptors(RevisionTagInterceptor)
  @TenantPath()
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag that the change was made for.' })
  @Route({
    permission: 'tenants.write',
    summary: 'Changes the settings of a tenant. They hold from the next decision on.',
    description: 'What is absent stays; null gives way to what the policy pack says. A setting wins over the pack.',
    answer: TenantAnswer,
    headers,
    conflict: 'The tenant has changed since the ETag of If-Match',
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
  @ChangesStanding('Suspends a tenant.', 'Its writes answer 403, its events wait, and what is stored can be read.')
  suspend(@TenantId() tenantId: string, @CurrentUser() user: Principal, @Body() { reason }: StandingBody) {
    return this.tenants.changeStanding(user, { tenantId, change: 'suspend' }, reason);
  }

  @Post(':tenant_id/resume')
  @TenantPath()
  @ChangesStanding('Brings a suspended tenant back.', 'Its events run, in their order.')
  resume(@TenantId() tenantId: string, @CurrentUser() user: Principal, @Body() { reason }: StandingBody) {
    return this.tenants.changeStanding(user, { tenantId, change: 'resume' }, reason);
  }

  @Post(':tenant_id/archive')
  @TenantPath()
  @ChangesStanding('Archives a tenant: like suspending it, for good.')
  archive(@TenantId() tenantId: string, @CurrentUser() user: Principal, @Body() { reason }: StandingBody) {
    return this.tenants.changeStanding(user, { tenantId, change: 'archive' }, reason);
  }
}
