/** Parameters, request and response bodies of pack versions. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type JsonObject, TENANT_ID } from '@sentinai/contracts';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import {
  anyJson,
  anyObject,
  FaultAnswer,
  instant,
  MAX_INTEGER,
  NoQuery,
  PageAnswer,
  PageQuery,
  RequiredObject,
  VersionNumber,
} from '@sentinai/service-kit';
import { ActivationAnswer } from './activations.dto.ts';

export const DOMAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
const NOT_A_DOMAIN = { message: 'is not the name of a domain' };
const domainName = { type: String, pattern: DOMAIN_NAME.source };

/** Path parameters: Nest passes all of them at once. The tenant guard has checked `tenant_id`. */
export class TenantPath {
  @ApiProperty({ type: String, pattern: TENANT_ID.source })
  @IsString()
  tenant_id!: string;
}

export class PackPath {
  @ApiProperty(domainName)
  @Matches(DOMAIN_NAME, NOT_A_DOMAIN)
  domain!: string;
}

export class PackVersionPath extends PackPath {
  @VersionNumber()
  version!: number;
}

export class TenantPackPath extends TenantPath {
  @ApiProperty(domainName)
  @Matches(DOMAIN_NAME, NOT_A_DOMAIN)
  domain!: string;
}

export class TenantPackVersionPath extends TenantPackPath {
  @VersionNumber()
  version!: number;
}

/** Query parameter: tenant whose own domain packs are visible beside the published ones. The tenant guard has checked it. */
const OwnPacksOf = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: String,
      description:
        "Tenant whose own packs are shown beside the published ones. Default: the token's only tenant; a token with several tenants sees " +
        'only the published ones.',
    }),
    IsOptional(),
    IsString(),
  );

export class DomainPacksQuery extends PageQuery {
  @OwnPacksOf()
  tenant_id?: string;
}

export class PackVersionQuery extends NoQuery {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    default: 'false',
    description: '`true`: the document as submitted. Otherwise as translated.',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  original?: 'true' | 'false';
}

export class DomainPackVersionQuery extends PackVersionQuery {
  @OwnPacksOf()
  tenant_id?: string;
}

export class DiffQuery {
  @VersionNumber()
  from!: number;

  @VersionNumber()
  to!: number;
}

export class DomainPackDiffQuery extends DiffQuery {
  @OwnPacksOf()
  tenant_id?: string;
}

const tenantId = {
  type: String,
  pattern: TENANT_ID.source,
  description:
    "Tenant that owns a domain pack and for which it is activated; default: the token's only tenant. For a policy pack, the tenant that " +
    'it must belong to.',
} as const;

export class ValidatePackBody {
  @RequiredObject({ description: 'A domain pack or a tenant policy pack, in any shape.' })
  pack!: object;

  @ApiPropertyOptional(tenantId)
  @IsOptional()
  @IsString()
  tenant_id?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MAX_INTEGER,
    description:
      'Version of the domain pack that a policy pack is for. Absent: the version in force for the tenant; if none is, its own newest ' +
      'version, else the newest published one.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  domain_pack_version?: number;
}

export class ImportPackBody extends ValidatePackBody {
  @ApiPropertyOptional({
    type: Boolean,
    description:
      'Publish a domain pack to all tenants; no tenant has to be named. Needs `packs.publish`. Default: false, but true for a super ' +
      'admin who names no tenant.',
  })
  @IsOptional()
  @IsBoolean()
  shared?: boolean;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Activate the version for the tenant at once.' })
  @IsOptional()
  @IsBoolean()
  activate?: boolean;
}

export class PackTestsAnswer {
  @ApiProperty({ type: 'integer' })
  cases!: number;

  @ApiProperty({
    type: 'integer',
    description: 'Number of test cases whose expectation the pack does not meet; `warnings` names them.',
  })
  failed!: number;
}

class PackFindingsAnswer {
  @ApiProperty({
    enum: ['domain', 'tenant', null],
    nullable: true,
    type: String,
    description: 'Null: the document looks like neither.',
  })
  kind!: 'domain' | 'tenant' | null;

  @ApiProperty({
    type: [String],
    description: 'Translations: parts that were interpreted differently from how they are written.',
  })
  translations!: string[];

  @ApiProperty({
    type: [FaultAnswer],
    description: 'Warnings: parts that have no effect or look wrong, but do not prevent an import.',
  })
  warnings!: FaultAnswer[];

  @ApiProperty({
    type: PackTestsAnswer,
    nullable: true,
    description: "Results of the pack's own tests; null: they were not run.",
  })
  tests!: PackTestsAnswer | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'Version of the domain pack that a policy pack was checked against. Null for a domain pack, or when there is none.',
  })
  domain_pack_version!: number | null;
}

export class PackValidationAnswer extends PackFindingsAnswer {
  @ApiProperty()
  valid!: boolean;

  @ApiProperty({ type: [FaultAnswer] })
  faults!: FaultAnswer[];
}

export class PackImportAnswer extends PackFindingsAnswer {
  @ApiProperty()
  domain!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ description: 'False: the same content was already stored.' })
  created!: boolean;

  @ApiProperty({ description: "Whether it is a domain pack published to all tenants. False: it is the tenant's own." })
  shared!: boolean;

  @ApiProperty({ type: ActivationAnswer, nullable: true, description: 'Null: the pack was only stored.' })
  activation!: ActivationAnswer | null;
}

export class PackAnswer {
  @ApiProperty()
  domain!: string;

  @ApiProperty({ type: 'integer' })
  newest_version!: number;

  @ApiProperty({ type: 'integer' })
  versions!: number;

  @ApiProperty(instant)
  newest_at!: string;
}

export class PackList extends PageAnswer {
  @ApiProperty({ type: [PackAnswer] })
  items!: PackAnswer[];
}

export class PackVersionAnswer {
  @ApiProperty()
  domain!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ description: "Published to all tenants. False: it is the tenant's own." })
  shared!: boolean;

  @ApiProperty({ description: 'Content hash: equal for equal content.' })
  content_hash!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'For published domain packs, shown only to the author and to super admins.',
  })
  created_by!: string | null;

  @ApiProperty(instant)
  created_at!: string;
}

export class PackVersionList extends PageAnswer {
  @ApiProperty({ type: [PackVersionAnswer] })
  items!: PackVersionAnswer[];
}

export class PackDocumentAnswer extends PackVersionAnswer {
  @ApiProperty(anyObject)
  pack!: JsonObject;
}

export class PatchStepAnswer {
  @ApiProperty({ enum: ['add', 'remove', 'replace'] })
  op!: 'add' | 'remove' | 'replace';

  @ApiProperty({ description: 'JSON Pointer.' })
  path!: string;

  @ApiPropertyOptional({ ...anyJson, description: 'Absent for `remove`.' })
  value?: unknown;
}

export class PackChangeAnswer {
  @ApiProperty({ example: 'severity_rules[0].severity' })
  path!: string;

  @ApiProperty({ enum: ['added', 'removed', 'changed'] })
  change!: 'added' | 'removed' | 'changed';

  @ApiProperty({ ...anyJson, description: 'Null if it was added.' })
  before!: unknown;

  @ApiProperty({ ...anyJson, description: 'Null if it was removed.' })
  after!: unknown;
}

export class PackDiffAnswer {
  @ApiProperty()
  domain!: string;

  @ApiProperty({ type: 'integer' })
  from!: number;

  @ApiProperty({ type: 'integer' })
  to!: number;

  @ApiProperty({ type: [PatchStepAnswer], description: 'RFC 6902 patch that turns the first version into the second.' })
  patch!: PatchStepAnswer[];

  @ApiProperty({ type: [PackChangeAnswer], description: 'The same changes in readable form, one per step.' })
  changes!: PackChangeAnswer[];
}
