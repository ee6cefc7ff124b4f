/** Property decorators shared by several request and response bodies. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** Largest PostgreSQL integer. */
export const MAX_VERSION = 2_147_483_647;

/** Version number, also accepted as text. */
export const VersionNumber = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'integer', minimum: 1, maximum: MAX_VERSION }),
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(MAX_VERSION),
  );

export const instant: ApiPropertyOptions = { type: String, format: 'date-time' };
export const instantOrNull: ApiPropertyOptions = { ...instant, nullable: true };

/** Any JSON value. */
export const anyJson: ApiPropertyOptions = {
  anyOf: [
    { type: 'string', nullable: true },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'array', items: {} },
    { type: 'object', additionalProperties: true },
  ],
};
