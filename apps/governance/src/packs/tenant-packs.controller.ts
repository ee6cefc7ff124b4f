/** Read routes for a tenant's policy packs and activations. Packs of both kinds are imported and activated under `/api/packs`. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, NoQuery, PageQuery, type Principal, Route, TenantId } from '@sentinai/service-kit';
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

const notFound = 'The tenant does not exist, or has no such pack or version';

@ApiTags('packs')
@Controller('api/tenants/:tenant_id')
export class TenantPacksController {
  constructor(
    private readonly packs: PackVersionsService,
    private readonly activations: ActivationsService,
  ) {}

  @Get('activations')
  @Route({
    permission: 'config.read',
    summary: 'Lists the activations in force for the tenant, by domain.',
    answer: InForceList,
    notFound,
  })
  inForce(@TenantId() tenantId: string, @Param() _path: TenantPath, @Query() _query: NoQuery): Promise<InForceList> {
    return this.activations.inForce(tenantId);
  }

  @Get('activations/:domain')
  @Route({
    permission: 'config.read',
    summary: 'Lists all activations for a domain of the tenant, newest first.',
    answer: ActivationHistory,
    notFound,
  })
  history(
    @TenantId() tenantId: string,
    @Param() { domain }: TenantPackPath,
    @Query() query: PageQuery,
  ): Promise<ActivationHistory> {
    return this.activations.history(tenantId, domain, query);
  }

  @Get('policy-packs')
  @Route({
    permission: 'config.read',
    summary: 'Lists the policy packs of the tenant, by domain.',
    answer: PackList,
    notFound,
  })
  list(@TenantId() tenantId: string, @Param() _path: TenantPath, @Query() query: PageQuery): Promise<PackList> {
    return this.packs.list({ kind: 'policy', tenantId }, query);
  }

  @Get('policy-packs/:domain/versions')
  @Route({
    permission: 'config.read',
    summary: 'Lists the versions of a policy pack, newest first.',
    answer: PackVersionList,
    notFound,
  })
  versions(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Param() { domain }: TenantPackPath,
    @Query() query: PageQuery,
  ): Promise<PackVersionList> {
    return this.packs.versions(user, { space: { kind: 'policy', tenantId }, domain }, query);
  }

  @Get('policy-packs/:domain/versions/:version')
  @Route({
    permission: 'config.read',
    summary: 'Returns one version of a policy pack, as translated or as submitted.',
    answer: PackDocumentAnswer,
    notFound,
  })
  version(
    @TenantId() tenantId: string,
    @CurrentUser() user: Principal,
    @Param() { domain, version }: TenantPackVersionPath,
    @Query() { original }: PackVersionQuery,
  ): Promise<PackDocumentAnswer> {
    return this.packs.version(
      user,
      { space: { kind: 'policy', tenantId }, domain },
      { version, original: original === 'true' },
    );
  }

  @Get('policy-packs/:domain/diff')
  @Route({
    permission: 'config.read',
    summary: 'Compares two versions of a policy pack, as a patch and line by line.',
    answer: PackDiffAnswer,
    notFound,
  })
  diff(
    @TenantId() tenantId: string,
    @Param() { domain }: TenantPackPath,
    @Query() query: DiffQuery,
  ): Promise<PackDiffAnswer> {
    return this.packs.diff({ space: { kind: 'policy', tenantId }, domain }, query);
  }
}
