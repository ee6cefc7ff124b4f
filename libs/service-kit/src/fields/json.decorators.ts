/** JSON objects in requests. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { isJsonObject, isStorableJson } from '@sentinai/contracts';
import { Transform, type TransformFnParams } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { invalidField } from '../problems/invalid-field.ts';
import { anyObject } from './api-properties.ts';
import { IfGiven, MUST_BE_STORABLE } from './text.decorators.ts';

type Description = Pick<ApiPropertyOptions, 'description' | 'example'>;

/** A JSON object: no array, and no number, since one with many digits is also an object in JavaScript. */
export const IsJsonObject = (): PropertyDecorator =>
  ValidateBy({
    name: 'isObject',
    validator: { validate: isJsonObject, defaultMessage: () => '$property must be an object' },
  });

/** A required JSON object. */
export const RequiredObject = (description: Description): PropertyDecorator =>
  applyDecorators(ApiProperty({ ...anyObject, ...description }), AsSent(), IsJsonObject());

/** A JSON object that may be absent but is checked when given; null is not a valid value. */
export const ObjectIfGiven = (description: Description): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ ...anyObject, ...description }), IfGiven(), AsSent(), IsJsonObject());

/** Passes the value on as sent: nothing in it is converted. */
const AsSent = (): PropertyDecorator =>
  Transform(({ obj, key }: TransformFnParams) => (obj as Record<string, unknown>)[key]);

/** @throws ProblemException `invalid_request` when the database cannot store the object */
export function requireStorable(path: string, object: object): void {
  if (!isStorableJson(JSON.stringify(object))) throw invalidField(path, MUST_BE_STORABLE);
}
