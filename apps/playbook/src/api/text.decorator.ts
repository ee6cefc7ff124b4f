/** Texts that people write: how long they may be, and that the database can hold them. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateBy, ValidateIf } from 'class-validator';

/** Longest note: what its event may hold. */
const MAX_NOTE_LENGTH = 4_000;

/** PostgreSQL holds no NUL, and JSON in it no half of a surrogate pair. */
const isNote = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= MAX_NOTE_LENGTH && !value.includes('\0') && value.isWellFormed();

const Note = (): PropertyDecorator =>
  ValidateBy({
    name: 'isNote',
    validator: {
      validate: isNote,
      defaultMessage: () => `must be a text of at most ${MAX_NOTE_LENGTH} characters that can be stored`,
    },
  });

/** A note that may be left out; null says the same. */
export const OptionalNote = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, maxLength: MAX_NOTE_LENGTH, description }),
    ValidateIf((_, value) => value !== undefined && value !== null),
    Note(),
  );

/** A note that has to be given, and to say something. */
export const RequiredNote = (description: string, example: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: String,
      minLength: 1,
      maxLength: MAX_NOTE_LENGTH,
      pattern: '\\S',
      description,
      example,
    }),
    Note(),
    ValidateBy({
      name: 'isSaid',
      validator: {
        validate: (value) => typeof value === 'string' && value.trim() !== '',
        defaultMessage: () => 'must say something',
      },
    }),
  );
