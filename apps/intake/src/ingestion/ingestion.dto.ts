/** Request and response bodies of the ingestion routes, for the OpenAPI document. `submission.ts` validates the items. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ERROR_CODES, EXCEPTION_ID } from '@sentinai/contracts';
import { FaultAnswer } from '@sentinai/service-kit';

/** Bounds of the `Name` schema in the contracts. */
const NAME = { minLength: 1, maxLength: 256 };

export class SubmittedItemDto {
  @ApiPropertyOptional({
    example: 'INC0000045',
    pattern: EXCEPTION_ID.source,
    description: "The source's own id. Without one, a new exception gets one.",
  })
  exception_id?: string;

  @ApiPropertyOptional({ ...NAME, description: "One of the tenant's domains. Default: its first." })
  domain?: string;

  @ApiProperty({ ...NAME, example: 'Murex' })
  source_system!: string;

  @ApiPropertyOptional({ ...NAME, type: String, nullable: true, example: 'SETTLEMENT_FAIL' })
  exception_type?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 512, example: 'Counterparty A' })
  entity?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true })
  amount?: number | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 4_000 })
  title?: string | null;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Time of the occurrence. Default: from the payload as the pack maps it, else the time of receipt.',
  })
  occurred_at?: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    format: 'date-time',
    description:
      'Time of the last change in the source. A state older than the newest known one changes nothing; states within one second count ' +
      'in order of arrival.',
  })
  source_updated_at?: string | null;

  @ApiPropertyOptional({
    ...NAME,
    type: String,
    nullable: true,
    example: '7c1f-000042',
    description:
      "The source's own id of this state; needs `exception_id`. Repeating an id for the same exception is a duplicate, whatever came " +
      'between; with different content it is an `idempotency_conflict`.',
  })
  source_event_id?: string | null;

  @ApiProperty({ type: Object, additionalProperties: true, description: "The source's original payload, unchanged." })
  raw_payload!: Record<string, unknown>;
}

export class SubmittedExceptionDto extends SubmittedItemDto {
  @ApiPropertyOptional({ description: 'Needed only when the token has several tenants.' })
  tenant_id?: string;
}

export class AcceptedDto {
  @ApiProperty({ enum: ['accepted', 'duplicate'] })
  status!: 'accepted' | 'duplicate';

  @ApiProperty()
  exception_id!: string;

  @ApiProperty({ format: 'uuid' })
  event_id!: string;

  @ApiProperty({ example: 'ExceptionIngested' })
  event_type!: string;

  @ApiProperty({ example: '/api/exceptions/FINANCE_DEMO/EX-2026-7K3M9Q2RTD' })
  status_url!: string;
}

class ItemErrorDto {
  @ApiProperty({ enum: Object.keys(ERROR_CODES) })
  code!: string;

  @ApiProperty()
  detail!: string;

  @ApiProperty({ type: [FaultAnswer] })
  errors!: FaultAnswer[];
}

export class ItemResultDto {
  @ApiProperty({ description: 'Position in the batch, from 0.' })
  index!: number;

  @ApiProperty({ enum: ['accepted', 'duplicate', 'rejected'] })
  status!: 'accepted' | 'duplicate' | 'rejected';

  @ApiPropertyOptional()
  exception_id?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  event_id?: string;

  @ApiPropertyOptional()
  event_type?: string;

  @ApiPropertyOptional({ type: ItemErrorDto })
  error?: ItemErrorDto;
}

export class BatchResultDto {
  @ApiProperty({ type: [ItemResultDto] })
  items!: ItemResultDto[];

  @ApiProperty()
  accepted!: number;

  @ApiProperty()
  duplicates!: number;

  @ApiProperty()
  rejected!: number;
}
