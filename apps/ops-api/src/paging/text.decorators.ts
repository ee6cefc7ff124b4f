/** Texts that people write: how long they may be, and that the database can hold them. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, IsString, Length, ValidateBy, ValidateIf } from 'class-validator';

export interface TextBounds {
  description: string;
  example?: string;
  /** In characters. */
  maxLength: number;
}

/** Longest note, comment, reason. */
export const MAX_NOTE_LENGTH = 4_000;
/** Longest name of a person, a group, a view. */
export const MAX_NAME_LENGTH = 256;

/** PostgreSQL holds no NUL, and JSON in it no half of a surrogate pair. */
export const isStorable = (value: unknown): boolean =>
  typeof value !== 'string' || (!value.includes('\0') && value.isWellFormed());

const Storable = (): PropertyDecorator =>
  ValidateBy({
    name: 'isStorable',
    validator: { validate: isStorable, defaultMessage: () => 'must hold neither NUL nor half a surrogate pair' },
  });

/** A text that has to be there. */
export const RequiredText = ({ maxLength, ...described }: TextBounds): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, minLength: 1, maxLength, ...described }),
    IsString(),
    Length(1, maxLength),
    Storable(),
  );

/** A text that may be absent; null says the same as absent. */
export const OptionalText = ({ maxLength, ...described }: TextBounds): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, minLength: 1, maxLength, ...described }),
    ValidateIf((_, value) => value !== undefined && value !== null),
    IsString(),
    Length(1, maxLength),
    Storable(),
  );

/** A text that has to be given, where null is a word of its own. */
export const TextOrNull = ({ maxLength, ...described }: TextBounds): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, nullable: true, minLength: 1, maxLength, ...described }),
    IsDefined(),
    ValidateIf((_, value) => value !== null),
    IsString(),
    Length(1, maxLength),
    Storable(),
  );

/** A field that may be absent, and is checked when it is given: null is no value of it. */
export const IfGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);
