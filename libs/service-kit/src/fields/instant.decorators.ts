/** Instants in requests. They reach the handler as a `Date`. */
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsDate, IsOptional } from 'class-validator';
import { instant, instantOrNull } from './api-properties.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/i;

/** An optional instant (RFC 3339); null means the same as absent. */
export const OptionalInstant = (description: Pick<ApiPropertyOptions, 'description' | 'example'>): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ ...instantOrNull, ...description }),
    IsOptional(),
    Transform(({ value }: TransformFnParams) => instantOf(value)),
    IsDate({ message: 'must be an instant such as 2026-11-20T08:00:00Z' }),
  );

/** Inclusive bound of a time range in a query: an instant, or a whole day (UTC). */
export const SpanEnd = (end: 'first' | 'last', description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      ...instant,
      description: `${description} An RFC 3339 instant, or a day (UTC).`,
      example: '2026-11-20T08:00:00Z',
    }),
    IsOptional(),
    Transform(({ value }: TransformFnParams) => instantOf(isDay(value) ? `${value}${TIME_OF[end]}` : value)),
    IsDate({ message: 'must be an instant such as 2026-11-20T08:00:00Z, or a day such as 2026-11-20' }),
  );

const TIME_OF = { first: 'T00:00:00.000Z', last: 'T23:59:59.999Z' } as const;

const isDay = (value: unknown): value is string => typeof value === 'string' && DAY.test(value);

/** Returns a value that is not an instant unchanged, so that validation rejects it. */
const instantOf = (value: unknown): unknown =>
  typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value;
