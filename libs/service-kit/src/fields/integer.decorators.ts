/** Integers in requests. */
import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { MAX_INTEGER } from './integers.ts';

/** A required version number, also accepted as text. */
export const VersionNumber = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'integer', minimum: 1, maximum: MAX_INTEGER }),
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(MAX_INTEGER),
  );
