/** Request and response bodies of pack activations. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { TENANT_ID } from '@sentinai/contracts';
import { instant, MAX_INTEGER, PageAnswer, VersionNumber } from '@sentinai/service-kit';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

const version = { type: 'integer', minimum: 1, maximum: MAX_INTEGER } as const;

export class RollBackBody {
  @ApiProperty({ type: String, pattern: TENANT_ID.source })
  @Matches(TENANT_ID)
  tenant_id!: string;
}

export class ActivateBody extends RollBackBody {
  @VersionNumber()
  domain_pack_version!: number;

  @ApiPropertyOptional({
    ...version,
    nullable: true,
    description: "Version of the tenant's policy pack for the domain. Null: none. Absent: the one in force stays.",
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER)
  policy_pack_version?: number | null;
}

export const ACTIVATION_KINDS = ['activated', 'rolled_back'] as const;

export class HistoricActivationAnswer {
  @ApiProperty()
  tenant_id!: string;

  @ApiProperty()
  domain!: string;

  @ApiProperty({ type: 'integer' })
  domain_pack_version!: number;

  @ApiProperty({ type: 'integer', nullable: true })
  policy_pack_version!: number | null;

  @ApiProperty({ enum: ACTIVATION_KINDS })
  kind!: (typeof ACTIVATION_KINDS)[number];

  @ApiProperty()
  activated_by!: string;

  @ApiProperty(instant)
  activated_at!: string;
}

export class ActivationAnswer extends HistoricActivationAnswer {
  @ApiProperty({ type: 'integer', description: "The tenant's revision with this activation." })
  revision!: number;

  @ApiProperty({
    type: 'integer',
    description: 'Number from the packs; the tenant keeps its own in force beside them.',
  })
  playbooks!: number;

  @ApiProperty({ type: 'integer' })
  tools!: number;
}

export class ActivationHistory extends PageAnswer {
  @ApiProperty({ type: [HistoricActivationAnswer], description: 'Newest first; the first one is in force.' })
  items!: HistoricActivationAnswer[];
}

export class InForceAnswer {
  @ApiProperty()
  domain!: string;

  @ApiProperty({ type: 'integer' })
  domain_pack_version!: number;

  @ApiProperty({ type: 'integer', nullable: true })
  policy_pack_version!: number | null;

  @ApiProperty()
  activated_by!: string;

  @ApiProperty(instant)
  activated_at!: string;

  @ApiProperty({ type: 'integer', description: "Number of playbooks in force: the packs' and the tenant's own." })
  playbooks!: number;

  @ApiProperty({ type: 'integer' })
  tools!: number;
}

export class InForceList {
  @ApiProperty({ type: [InForceAnswer] })
  items!: InForceAnswer[];
}
