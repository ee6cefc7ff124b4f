/** Queries, request and response bodies of tenants. */
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { SEVERITIES, type Severity, TENANT_ID, TENANT_STATUSES, type TenantStatus } from '@sentinai/contracts';
import type { BusinessCalendar, BusinessHours } from '@sentinai/domain';
import {
  instant,
  instantOrNull,
  IsJsonObject,
  MAX_NAME_LENGTH,
  MAX_NOTE_LENGTH,
  PageAnswer,
  PageQuery,
  RequiredText,
  SearchText,
  Storable,
  TextIfGiven,
} from '@sentinai/service-kit';
import { Transform, type TransformFnParams } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

const MAX_RETENTION_DAYS = 36_500;
const MAX_PII_FIELDS = 500;
const MAX_PII_FIELD_LENGTH = 512;

export class CreateTenantBody {
  @ApiProperty({ type: String, pattern: TENANT_ID.source })
  @Matches(TENANT_ID, {
    message: 'must be 1 to 64 letters, digits, "_", "." or "-", the first a letter or digit',
  })
  tenant_id!: string;

  @RequiredText({ maxLength: MAX_NAME_LENGTH, description: 'Display name.' })
  name!: string;
}

export class ListTenantsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: TENANT_STATUSES, isArray: true, description: 'Repeatable; matches any of the values.' })
  @IsOptional()
  @Transform(({ value }: TransformFnParams) => [value].flat() as unknown[])
  @IsIn(TENANT_STATUSES, { each: true })
  status?: TenantStatus[];

  @SearchText('Part of the id or the name.')
  q?: string;
}

const hoursOfDay: ApiPropertyOptions = {
  type: 'array',
  description:
    'Pairs of start and end, in order; a gap between two pairs is a break. Absent or empty: no business hours.',
  items: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 },
  example: [
    ['09:00', '12:00'],
    ['13:00', '17:30'],
  ],
};

class BusinessWeek {
  @ApiPropertyOptional(hoursOfDay)
  mon?: BusinessHours[];

  @ApiPropertyOptional(hoursOfDay)
  tue?: BusinessHours[];

  @ApiPropertyOptional(hoursOfDay)
  wed?: BusinessHours[];

  @ApiPropertyOptional(hoursOfDay)
  thu?: BusinessHours[];

  @ApiPropertyOptional(hoursOfDay)
  fri?: BusinessHours[];

  @ApiPropertyOptional(hoursOfDay)
  sat?: BusinessHours[];

  @ApiPropertyOptional(hoursOfDay)
  sun?: BusinessHours[];
}

class BusinessCalendarFields implements BusinessCalendar {
  @ApiProperty({ type: BusinessWeek })
  week!: BusinessWeek;

  @ApiProperty({ type: 'array', maxItems: 1_000, items: { type: 'string', format: 'date' } })
  holidays!: string[];

  @ApiPropertyOptional({
    enum: SEVERITIES,
    isArray: true,
    description: 'Severities whose SLA runs around the clock.',
  })
  around_the_clock?: Severity[];
}

const calendar = {
  type: BusinessCalendarFields,
  nullable: true,
  description:
    "Business hours, in the tenant's time zone: SLA clocks pause outside them. Null: they run around the clock.",
} as const;

const retention = {
  type: 'integer',
  nullable: true,
  minimum: 1,
  maximum: MAX_RETENTION_DAYS,
  description: 'Retention: finished exceptions older than this are deleted.',
} as const;

const piiFields = {
  type: 'array',
  nullable: true,
  maxItems: MAX_PII_FIELDS,
  items: { type: 'string', minLength: 1, maxLength: MAX_PII_FIELD_LENGTH },
  description: 'Field names at any depth of a payload, or JSONPaths, that are redacted before anything is stored.',
} as const;

const timeZone = { type: String, nullable: true, maxLength: 64, description: 'IANA time zone name.' } as const;

/** Absent fields stay unchanged; null resets a field to the value of the policy pack. */
export class UpdateTenantBody {
  @TextIfGiven({ maxLength: MAX_NAME_LENGTH })
  name?: string;

  @ApiPropertyOptional(retention)
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_RETENTION_DAYS)
  retention_days?: number | null;

  @ApiPropertyOptional(piiFields)
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_PII_FIELDS)
  @IsString({ each: true })
  @Length(1, MAX_PII_FIELD_LENGTH, { each: true })
  @Storable({ each: true })
  pii_fields?: string[] | null;

  @ApiPropertyOptional({ ...timeZone, example: 'Europe/Berlin' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  time_zone?: string | null;

  @ApiPropertyOptional(calendar)
  @IsOptional()
  @IsJsonObject()
  business_calendar?: BusinessCalendar | null;
}

export class StandingBody {
  @RequiredText({ maxLength: MAX_NOTE_LENGTH, description: 'Reason. Stored with the tenant and in the audit log.' })
  reason!: string;
}

export class TenantAnswer {
  @ApiProperty()
  tenant_id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: TENANT_STATUSES })
  status!: TenantStatus;

  @ApiProperty({
    type: 'integer',
    description: 'Increases with every change of the tenant, its packs, playbooks or tools.',
  })
  revision!: number;

  @ApiProperty(retention)
  retention_days!: number | null;

  @ApiProperty(piiFields)
  pii_fields!: string[] | null;

  @ApiProperty(timeZone)
  time_zone!: string | null;

  @ApiProperty(calendar)
  business_calendar!: BusinessCalendar | null;

  @ApiProperty({ type: String, nullable: true, description: 'Reason of the last change of status.' })
  status_reason!: string | null;

  @ApiProperty({ type: String, nullable: true })
  status_changed_by!: string | null;

  @ApiProperty(instantOrNull)
  status_changed_at!: string | null;

  @ApiProperty(instant)
  created_at!: string;

  @ApiProperty(instant)
  updated_at!: string;
}

export class TenantList extends PageAnswer {
  @ApiProperty({ type: [TenantAnswer] })
  items!: TenantAnswer[];
}
