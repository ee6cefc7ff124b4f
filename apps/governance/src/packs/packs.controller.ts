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

const NO_PACK = 'No such pack or version that the tenant may see';

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
    summary: 'Says everything that is wrong with a pack, and how it fares in its own tests. Stores nothing.',
    description:
      'A policy pack is checked against the version of its domain pack that is named, else the one in force: `domain_pack_version` of the ' +
      'answer says which.',
    answer: PackValidationAnswer,
  })
  validate(@CurrentUser() user: Principal, @Body() body: ValidatePackBody): Promise<PackValidationAnswer> {
    return this.imports.validate(user, body);
  }

  @Post('import')
  @Route({
    permission: 'packs.write',
    summary: 'Stores a domain pack or a tenant policy pack as a version, and puts it into force when asked to.',
    description:
      "A domain pack is its tenant's own, which no other tenant sees, unless it is published. A version does nothing until it is active " +
      'for a tenant. A policy pack is activated with the version of the domain pack that is in force, unless another is named. ' +
      'With any fault nothing is stored, and `errors` names each. The same content as the newest version is that version.',
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
    summary: 'One version of a domain pack, as translated or as handed in.',
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
    summary: 'What differs between two versions of a domain pack: as a patch, and line by line.',
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
    summary: 'Puts a version of a domain pack, and one of the policy pack, into force for a tenant.',
    description: 'It holds from the next decision on; what was decided before keeps its version.',
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
    summary: 'Puts into force again what was before. Once more goes on from there.',
    answer: ActivationAnswer,
    conflict: 'Nothing was in force before',
  })
  rollBack(
    @CurrentUser() user: Principal,
    @Param() { domain }: PackPath,
    @Body() { tenant_id: tenantId }: RollBackBody,
  ): Promise<ActivationAnswer> {
    return this.activations.rollBack(user, domain, tenantId);
  }
}
