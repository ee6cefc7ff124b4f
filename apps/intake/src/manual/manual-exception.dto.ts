/** Request body of the manual route, for the OpenAPI document. `manual-exception.ts` validates it. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** Bounds of the `Name` schema in the contracts. */
const NAME = { minLength: 1, maxLength: 256 };

export class ManualExceptionDto {
  @ApiPropertyOptional({
    ...NAME,
    description: "One of the tenant's domains whose source is not the system of record. Default: its first.",
  })
  domain?: string;

  @ApiProperty({ ...NAME, example: 'SETTLEMENT_FAIL', description: "One of the domain pack's types." })
  exception_type!: string;

  @ApiProperty({ minLength: 1, maxLength: 4_000, example: 'The custodian reports a missing delivery' })
  title!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 4_000,
    description: 'Becomes a field of the payload.',
  })
  description?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 512, example: 'Counterparty A' })
  entity?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true })
  amount?: number | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    pattern: '^[A-Z]{3}$',
    example: 'EUR',
    description: 'Becomes a field of the payload.',
  })
  currency?: string | null;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Time of the occurrence. Default: from the payload as the pack maps it, else the time of receipt.',
  })
  occurred_at?: string;

  @ApiPropertyOptional({
    type: Object,
    additionalProperties: true,
    description: 'Further facts, in the form of a source payload: the domain pack maps it like any other.',
  })
  raw_payload?: Record<string, unknown>;
}
