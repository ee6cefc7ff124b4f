/** Decorators for query filters: parsing, validation and API documentation of each kind. */
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import { ArrayMaxSize, IsDate, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';

const MAX_VALUES = 50;
const MAX_VALUE_LENGTH = 512;
const MAX_SEARCH_LENGTH = 256;

/** PostgreSQL's text cannot hold a NUL. */
const STORABLE = { pattern: /^[^\0]*$/, message: 'must not hold a NUL character' };

/** Filter by any of the given values, exactly as stored. A value may contain a comma, so a list is given by repeating the parameter. */
export const AnyOfValues = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: String,
      isArray: true,
      description: `${description} Repeatable; matches any of the values.`,
    }),
    IsOptional(),
    Transform(({ value }: TransformFnParams) => asSet([value].flat())),
    ArrayMaxSize(MAX_VALUES),
    IsString({ each: true }),
    Length(1, MAX_VALUE_LENGTH, { each: true }),
    Matches(STORABLE.pattern, { each: true, message: STORABLE.message }),
  );

/** Filter by any of the given enum values, repeated or separated by commas. */
export const AnyOfWords = (words: readonly string[], description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      enum: words,
      isArray: true,
      description: `${description} Repeatable or comma-separated; matches any of the values.`,
    }),
    IsOptional(),
    Transform(({ value }: TransformFnParams) => asSet([value].flat().flatMap(splitAtCommas))),
    IsIn(words, { each: true }),
  );

/** Substring filter. */
export const SearchText = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, minLength: 1, maxLength: MAX_SEARCH_LENGTH, description }),
    IsOptional(),
    IsString(),
    Length(1, MAX_SEARCH_LENGTH),
    Matches(STORABLE.pattern, { message: STORABLE.message }),
  );

/** Inclusive bound of a time range: an instant, or a whole day (UTC). */
export const SpanEnd = (end: 'first' | 'last', description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: String,
      format: 'date-time',
      description: `${description} An RFC 3339 instant, or a day (UTC).`,
      example: '2026-11-20T08:00:00Z',
    }),
    IsOptional(),
    Transform(({ value }: TransformFnParams) => toInstant(value, end)),
    IsDate({ message: 'must be an instant such as 2026-11-20T08:00:00Z, or a day such as 2026-11-20' }),
  );

/** Sorts and removes duplicates, so that the same selection is always the same list. */
const asSet = (values: readonly unknown[]): unknown[] => [...new Set(values)].sort();

const splitAtCommas = (value: unknown): unknown[] =>
  typeof value === 'string' ? value.split(',').map((word) => word.trim()) : [value];

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/i;

/** Returns a value that is not an instant unchanged, so that validation rejects it. */
function toInstant(value: unknown, end: 'first' | 'last'): unknown {
  if (typeof value !== 'string') return value;
  if (DAY.test(value)) return new Date(`${value}T${end === 'first' ? '00:00:00.000' : '23:59:59.999'}Z`);
  return INSTANT.test(value) ? new Date(value) : value;
}
