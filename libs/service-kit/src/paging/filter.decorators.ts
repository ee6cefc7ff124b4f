/** Decorators for query filters: parsing, validation and API documentation of each kind. */
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { Storable } from '../fields/text.decorators.ts';

const MAX_VALUES = 50;
const MAX_VALUE_LENGTH = 512;
const MAX_SEARCH_LENGTH = 256;

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
    Storable({ each: true }),
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

/** Filter by one text. */
export const TextFilter = ({ maxLength, description }: { maxLength: number; description: string }): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, minLength: 1, maxLength, description }),
    IsOptional(),
    IsString(),
    Length(1, maxLength),
    Storable(),
  );

/** Filter by a part of a text. */
export const SearchText = (description: string): PropertyDecorator =>
  TextFilter({ maxLength: MAX_SEARCH_LENGTH, description });

/** Sorts and removes duplicates, so that the same selection is always the same list. */
const asSet = (values: readonly unknown[]): unknown[] => [...new Set(values)].sort();

const splitAtCommas = (value: unknown): unknown[] =>
  typeof value === 'string' ? value.split(',').map((word) => word.trim()) : [value];
