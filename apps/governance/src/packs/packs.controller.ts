import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { PackSpace } from '@sentinai/persistence';
import { CurrentUser, OptionalTenantId, type Principal, Route } from '@sentinai/service-kit';
import { ActivateBody, ActivationAnswer, RollBackBody } from './activations.dto.ts';
import { ActivationsService } from './activations.service.ts';
import { PackImportsService } from './pack-imports.service.ts';
import { PackVersionsService } from './pack-versions.service.ts';
import {
  DomainPackDiffQuery,
  DomainPackVersionQuery,
  DomainPacksQuery,
  ImportPackBody,
  PackDiffAnswer,
  PackDocumentAnswer,
  PackImportAnswer,
  PackList,
  PackPath,
  PackValidationAnswer,
  PackVersionList,
  PackVersionPath,
  ValidatePackBody,
} from './packs.dto.ts';

const NO_PACK = 'The tenant sees no such pack or version';

const domainPacksOf = (tenantId: string | undefined): PackSpace => ({ kind: 'domain', tenantId: tenantId ?? null });

@ApiTags('packs')
@Controller('api/packs')
export class PacksController {
  constructor(
    private readonly imports: PackImportsService,
    private readonly packs: PackVersionsService,
    private readonly activations: ActivationsService,
  ) {}

  @Post('validate')
  @Route({
    permission: 'config.read',
    summary: 'Validates a pack: reports every fault and the results of its own tests. Stores nothing.',
    description:
      'A policy pack is checked against the named version of its domain pack, else the one in force; `domain_pack_version` of the ' +
      'response says which.',
    answer: PackValidationAnswer,
  })
  validate(@CurrentUser() user: Principal, @Body() body: ValidatePackBody): Promise<PackValidationAnswer> {
    return this.imports.validate(user, body);
  }

  @Post('import')
  @Route({
    permission: 'packs.write',
    summary: 'Imports a domain pack or a tenant policy pack as a new version, and activates it on request.',
    description:
      'A domain pack belongs to its tenant and no other tenant sees it, unless it is published. A version has no effect until it is ' +
      'activated for a tenant. A policy pack is activated with the version of the domain pack in force, unless another is named. ' +
      'A pack with any fault is not stored, and `errors` lists every fault. Importing the content of the newest version again creates no new one.',
    answer: PackImportAnswer,
    status: 201,
  })
  import(@CurrentUser() user: Principal, @Body() body: ImportPackBody): Promise<PackImportAnswer> {
    return this.imports.import(user, body);
  }

  @Get()
  @Route({
    permission: 'config.read',
    summary: "Lists the domain packs by domain: the published ones, and the tenant's own.",
    answer: PackList,
    notFound: 'The tenant does not exist',
  })
  list(@OptionalTenantId() tenantId: string | undefined, @Query() query: DomainPacksQuery): Promise<PackList> {
    return this.packs.list(domainPacksOf(tenantId), query);
  }

  @Get(':domain/versions')
  @ApiParam({ name: 'domain', type: String })
  @Route({
    permission: 'config.read',
    summary: 'Lists the versions of a domain pack, newest first.',
    answer: PackVersionList,
    notFound: NO_PACK,
  })
  versions(
    @OptionalTenantId() tenantId: string | undefined,
    @CurrentUser() user: Principal,
    @Param() { domain }: PackPath,
    @Query() query: DomainPacksQuery,
  ): Promise<PackVersionList> {
    return this.packs.versions(user, { space: domainPacksOf(tenantId), domain }, query);
  }

  @Get(':domain/versions/:version')
  @Route({
    permission: 'config.read',
    summary: 'Returns one version of a domain pack, as translated or as submitted.',
    answer: PackDocumentAnswer,
    notFound: NO_PACK,
  })
  version(
    @OptionalTenantId() tenantId: string | undefined,
    @CurrentUser() user: Principal,
    @Param() { domain, version }: PackVersionPath,
    @Query() { original }: DomainPackVersionQuery,
  ): Promise<PackDocumentAnswer> {
    const name = { space: domainPacksOf(tenantId), domain };
    return this.packs.version(user, name, { version, original: original === 'true' });
  }

  @Get(':domain/diff')
  @Route({
    permission: 'config.read',
    summary: 'Compares two versions of a domain pack, as a patch and line by line.',
    answer: PackDiffAnswer,
    notFound: NO_PACK,
  })
  diff(
    @OptionalTenantId() tenantId: string | undefined,
    @Param() { domain }: PackPath,
    @Query() query: DomainPackDiffQuery,
  ): Promise<PackDiffAnswer> {
    return this.packs.diff({ space: domainPacksOf(tenantId), domain }, query);
  }

  @Post(':domain/activate')
  @Route({
    permission: 'packs.write',
    summary: 'Activates a version of a domain pack, and optionally one of the policy pack, for a tenant.',
    description: 'Takes effect with the next decision; earlier decisions keep their version.',
    answer: ActivationAnswer,
    notFound: 'The tenant does not exist, or there is no such version',
    conflict: 'The policy pack does not fit the domain pack; `errors` says why',
  })
  activate(
    @CurrentUser() user: Principal,
    @Param() { domain }: PackPath,
    @Body() body: ActivateBody,
  ): Promise<ActivationAnswer> {
    return this.activations.activate(user, domain, body);
  }

  @Post(':domain/roll-back')
  @Route({
    permission: 'packs.write',
    summary: 'Rolls back to the previous activation. Repeating it goes back one further.',
    answer: ActivationAnswer,
    conflict: 'There is no earlier activation',
  })
  rollBack(
    @CurrentUser() user: Principal,
    @Param() { domain }: PackPath,
    @Body() { tenant_id: tenantId }: RollBackBody,
  ): Promise<ActivationAnswer> {
    return this.activations.rollBack(user, domain, tenantId);
  }
}
