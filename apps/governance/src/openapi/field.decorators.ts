/** Kinds of fields that more than one body or answer has. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';

/** PostgreSQL's text has neither NUL nor halves of surrogate pairs. */
const STORABLE = /^[^\0\p{Cs}]*$/u;

/** A text that people write, of at least one character. */
export const WrittenText = (maxLength: number, description?: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, minLength: 1, maxLength, ...(description !== undefined && { description }) }),
    IsString(),
    Length(1, maxLength),
    Matches(STORABLE, { message: 'must not hold a NUL character or half of a surrogate pair' }),
  );

const MAX_VERSION = 2_147_483_647;

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
