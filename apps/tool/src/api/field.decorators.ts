/** Property decorators shared by several bodies: validation and API documentation of each kind of field. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { isStorableJson } from '@sentinai/contracts';
import { IsJsonObject, ProblemException } from '@sentinai/service-kit';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

const MAX_ID = 2 ** 31 - 1;

/** Text that PostgreSQL can store. */
export const TextField = (least: number, most: number, description: string, required = true): PropertyDecorator =>
  applyDecorators(
    property({ type: String, minLength: least, maxLength: most, description }, required),
    IsString(),
    Length(least, most),
    Matches(/^[^\0]*$/, { message: 'must not hold a NUL character' }),
  );

/** JSON object with arbitrary content. Passed through as sent: nothing in it is converted. */
export const JsonField = (description: string, required = true): PropertyDecorator =>
  applyDecorators(
    property({ type: Object, additionalProperties: true, description }, required),
    Transform(({ obj, key }: TransformFnParams) => (obj as Record<string, unknown>)[key]),
    IsJsonObject(),
  );

/** A whole number within bounds. */
export const IntegerField = (least: number, most: number, description: string): PropertyDecorator =>
  applyDecorators(
    property({ type: 'integer', minimum: least, maximum: most, description }, false),
    IsInt(),
    Min(least),
    Max(most),
  );

export const property = (options: ApiPropertyOptions, required: boolean): PropertyDecorator =>
  required ? ApiProperty(options) : applyDecorators(ApiPropertyOptional(options), IsOptional());

/** @throws ProblemException `invalid_request` when the database cannot store the object */
export function requireStorable(path: string, object: object): void {
  if (isStorableJson(JSON.stringify(object))) return;
  const message = 'must not hold a NUL character or half of a surrogate pair';
  throw new ProblemException('invalid_request', `${path} ${message}.`, { errors: [{ path, message }] });
}

/** @throws ProblemException `not_found` when no tool can have this id */
export function toolIdOf(text: string): number {
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (id > 0 && id <= MAX_ID) return id;
  throw unknownTool();
}

export const unknownTool = (): ProblemException =>
  new ProblemException('not_found', 'The tenant has no tool with this id.');
