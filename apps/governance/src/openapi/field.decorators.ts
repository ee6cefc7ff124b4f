/** Kinds of fields that more than one body or answer has. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** As the database's integers have it. */
export const MAX_VERSION = 2_147_483_647;

/** The number of a version, also where it comes as text. */
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

/** Any JSON at all. */
export const anyJson: ApiPropertyOptions = {
  anyOf: [
    { type: 'string', nullable: true },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'array', items: {} },
    { type: 'object', additionalProperties: true },
  ],
};
