/** Request and response bodies of the API key routes. */
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import {
  instant,
  instantOrNull,
  MAX_NAME_LENGTH,
  NamedTenant,
  OptionalInstant,
  PageAnswer,
} from '@sentinai/service-kit';
import type { ApiKeyRole } from './api-key.repository.ts';

export const API_KEY_ROLES = ['viewer', 'operator', 'admin'] as const satisfies readonly ApiKeyRole[];

const MAX_GRACE_SECONDS = 86_400;

/** No control characters, no half of a surrogate pair. */
const PRINTABLE = /^[^\p{Cc}\p{Cs}]+$/u;

const uuid = { type: String, format: 'uuid' } as const;

export class CreateApiKey {
  @NamedTenant()
  tenant_id?: string;

  @ApiProperty({ minLength: 1, maxLength: MAX_NAME_LENGTH, description: 'Purpose of the key.', example: 'ERP export' })
  @IsString()
  @Length(1, MAX_NAME_LENGTH)
  @Matches(PRINTABLE, { message: 'must have no control characters' })
  name!: string;

  @ApiProperty({
    enum: API_KEY_ROLES,
    isArray: true,
    minItems: 1,
    uniqueItems: true,
    description: "Roles of the key, no more than its creator's. A key cannot have the role of a super admin.",
    example: ['operator'],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(API_KEY_ROLES, { each: true })
  roles!: ApiKeyRole[];

  @OptionalInstant({
    description: 'Expiry, at most ten years ahead. Absent or null: never.',
    example: '2027-11-20T08:00:00Z',
  })
  expires_at?: Date | null;
}

export class RotateApiKey {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: MAX_GRACE_SECONDS,
    default: 0,
    description: 'Grace period: seconds for which the old key still works.',
  })
  @IsInt()
  @Min(0)
  @Max(MAX_GRACE_SECONDS)
  grace_seconds: number = 0;
}

export const API_KEY_STATUSES = ['active', 'expired', 'revoked'] as const;

@ApiSchema({ name: 'ApiKey' })
export class ApiKeyAnswer {
  @ApiProperty({ ...uuid, description: 'Audit records name the key as `key:<id>`.' })
  id!: string;

  @ApiProperty()
  tenant_id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: API_KEY_ROLES, isArray: true })
  roles!: ApiKeyRole[];

  @ApiProperty({ description: 'First characters of the key, for recognition.' })
  prefix!: string;

  @ApiProperty({ enum: API_KEY_STATUSES })
  status!: (typeof API_KEY_STATUSES)[number];

  @ApiProperty({ description: 'Creator of the key.' })
  created_by!: string;

  @ApiProperty(instant)
  created_at!: string;

  @ApiProperty({
    ...instantOrNull,
    description: 'Null: never. A rotated key expires at the end of its grace period.',
  })
  expires_at!: string | null;

  @ApiProperty({ ...instantOrNull, description: 'Last use, to the minute.' })
  last_used_at!: string | null;

  @ApiProperty(instantOrNull)
  revoked_at!: string | null;

  @ApiProperty({ type: String, nullable: true })
  revoked_by!: string | null;

  @ApiProperty({ ...uuid, nullable: true, description: 'The key that it replaced.' })
  rotated_from!: string | null;
}

export class CreatedApiKey extends ApiKeyAnswer {
  @ApiProperty({
    description:
      'The key itself, for `X-API-Key` or `Authorization: Bearer`. Shown only this once; the platform stores its hash.',
    example: 'sk_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b_…',
  })
  key!: string;
}

export class ApiKeyList extends PageAnswer {
  @ApiProperty({ type: [ApiKeyAnswer], description: 'Newest first, including revoked and expired keys.' })
  items!: ApiKeyAnswer[];
}
