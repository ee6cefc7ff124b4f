/**
 * Texts in requests: their length limits, whether the database can store them, and their description in the API
 * document.
 */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, IsString, Length, Matches, ValidateBy, ValidateIf, type ValidationOptions } from 'class-validator';

export interface TextBounds {
  description?: string;
  example?: string;
  /** In characters. */
  maxLength: number;
  /** Default 1. */
  minLength?: number;
}

/** Longest note, comment or reason. */
export const MAX_NOTE_LENGTH = 4_000;
/** Longest name of a person, a group or a view. */
export const MAX_NAME_LENGTH = 256;

/** PostgreSQL stores no NUL, and its JSON no half of a surrogate pair. */
export const isStorable = (value: unknown): boolean =>
  typeof value !== 'string' || (!value.includes('\0') && value.isWellFormed());

/** What is wrong with a value that is not storable. */
export const MUST_BE_STORABLE = 'must not contain NUL or half of a surrogate pair';

export const Storable = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    { name: 'isStorable', validator: { validate: isStorable, defaultMessage: () => MUST_BE_STORABLE } },
    options,
  );

/** A required text. */
export const RequiredText = (bounds: TextBounds): PropertyDecorator =>
  applyDecorators(ApiProperty(describe(bounds)), ...checks(bounds));

/** An optional text; null means the same as absent. */
export const OptionalText = (bounds: TextBounds): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ ...describe(bounds), nullable: true }),
    ValidateIf((_, value) => value !== undefined && value !== null),
    ...checks(bounds),
  );

/** A text that may be absent but is checked when given; null is not a valid value. */
export const TextIfGiven = (bounds: TextBounds): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional(describe(bounds)), IfGiven(), ...checks(bounds));

/** A required text, where null has its own meaning. */
export const TextOrNull = (bounds: TextBounds): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...describe(bounds), nullable: true }),
    IsDefined(),
    ValidateIf((_, value) => value !== null),
    ...checks(bounds),
  );

/** A required, non-blank note. */
export const RequiredNote = (description: string, example?: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      ...describe({ maxLength: MAX_NOTE_LENGTH, description, ...(example !== undefined && { example }) }),
      pattern: '\\S',
    }),
    Matches(/\S/, { message: 'must not be blank' }),
    ...checks({ maxLength: MAX_NOTE_LENGTH }),
  );

const describe = ({ minLength = 1, ...bounds }: TextBounds) => ({ type: String, minLength, ...bounds });

const checks = ({ minLength = 1, maxLength }: TextBounds): PropertyDecorator[] => [
  IsString(),
  Length(minLength, maxLength),
  Storable(),
];

/** A field that may be absent but is checked when given; null is not a valid value. */
export const IfGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);
