/** A tenant's policy packs, and what is in force for it. Both packs are imported and put into force under `/api/packs`. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, TenantId } from '@sentinai/service-kit';
import { GoverningRoute } from '../openapi/governing-route.decorator.ts';
import { NoQuery, PageQuery } from '../paging/page.dto.ts';
import { ActivationHistory, InForceList } from './activations.dto.ts';
import { ActivationsService } from './activations.service.ts';
import { PackVersionsService } from './pack-versions.service.ts';
import {
  DiffQuery,
  PackDiffAnswer,
  PackDocumentAnswer,
  PackList,
  PackVersionList,
  PackVersionQuery,
  TenantPackPath,
  TenantPackVersionPath,
  TenantPath,
} from './packs.dto.ts';

const refusals = { 404: 'The tenant does not exist, or has no such pack or version' };

@ApiTags('packs')
@Controller('api/tenants/:tenant_id')
export class TenantPacksController {
  constructor(
    private readonly packs: PackVersionsService,
    private readonly activations: ActivationsService,
  ) {}

  @Get('activations')
  @GoverningRoute({
    permission: 'config.read',
    summary: 'What is in force for the tenant, by domain.',
    answer: InForceList,
    refusals,
  })
  inForce(@TenantId() tenantId: string, @Param() _path: TenantPath, @Query() _query: NoQuery): Promise<InForceList> {
    return this.activations.inForce(tenantId);
  }

  @Get('activations/:domain')
  @GoverningRoute({
    permission: 'config.read',
    summary: 'What was put into force for a domain of the tenant, newest first.',
    answer: ActivationHistory,
    refusals,
  })
  history(
    @TenantId() tenantId: string,
    @Param() { domain }: TenantPackPath,
    @Query() query: PageQuery,
  ): Promise<ActivationHistory> {
    return this.activations.history(tenantId, domain, query);
  }

  @Get('policy-packs')
  @GoverningRoute({
    permission: 'config.read',
    summary: 'Lists the policy packs of the tenant, by domain.',
    answer: PackList,
    refusals,
  })
  list(@TenantId() tenantId: string, @Param() _path: TenantPath, @Query() query: PageQuery): Promise<PackList> {
    return this.packs.list(tenantId, query);
  }

  @Get('policy-packs/:domain/versions')
  @GoverningRoute({
    permission: 'config.read',
    summary: 'Lists the versions of a policy pack, newest first.',
    answer: PackVersionList,
    refusals,
  })
  versions(
    @TenantId() owner: string,
    @CurrentUser() user: Principal,
    @Param() { domain }: TenantPackPath,
    @Query() query: PageQuery,
  ): Promise<PackVersionList> {
    return this.packs.versions(user, { owner, domain }, query);
  }

  @Get('policy-packs/:domain/versions/:version')
  @GoverningRoute({
    permission: 'config.read',
    summary: 'One version of a policy pack, as translated or as handed in.',
    answer: PackDocumentAnswer,
    refusals,
  })
  version(
    @TenantId() owner: string,
    @CurrentUser() user: Principal,
    @Param() { domain, version }: TenantPackVersionPath,
    @Query() { original }: PackVersionQuery,
  ): Promise<PackDocumentAnswer> {
    return this.packs.version(user, { owner, domain }, { version, original: original === 'true' });
  }

  @Get('policy-packs/:domain/diff')
  @GoverningRoute({
    permission: 'config.read',
    summary: 'What differs between two versions of a policy pack: as a patch, and line by line.',
    answer: PackDiffAnswer,
    refusals,
  })
  diff(
    @TenantId() owner: string,
    @Param() { domain }: TenantPackPath,
    @Query() query: DiffQuery,
  ): Promise<PackDiffAnswer> {
    return this.packs.diff({ owner, domain }, query);
  }
}
