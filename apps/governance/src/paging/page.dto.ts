/** What every list of this API takes and answers. Lists here have no total: they are short, or go on for ever. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ProblemException } from '@sentinai/service-kit';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';

const MAX_PAGE_SIZE = 200;
const DEFAULT_PAGE_SIZE = 50;
const MAX_CURSOR_LENGTH = 512;

export class PageQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MAX_PAGE_SIZE,
    default: DEFAULT_PAGE_SIZE,
    description: 'Items on a page.',
  })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE_SIZE)
  limit: number = DEFAULT_PAGE_SIZE;

  @ApiPropertyOptional({ type: String, description: 'The `next_cursor` of the page before.' })
  @IsOptional()
  @IsString()
  @Length(1, MAX_CURSOR_LENGTH)
  cursor?: string;
}

/** For routes that take no query: any parameter is refused by name. */
export class NoQuery {}

/** What stands beside `items` in every list. */
export class PageAnswer {
  @ApiProperty({ type: String, nullable: true, description: 'Opaque. Null on the last page.' })
  next_cursor!: string | null;
}

/** A page, when one row more than it holds was asked for: the last is left out, and tells that there is another page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  { limit }: PageQuery,
  { toItem, placeOf }: { toItem: (row: Row) => Item; placeOf: (row: Row) => string },
): { items: Item[]; next_cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? encodePlace(placeOf(last)) : null;
  return { items: shown.map(toItem), next_cursor: next };
}

/**
 * The place that the page before ended with: the key of its last row. Null on the first page.
 * @param pattern of the keys of this list; a cursor of another list does not fit, or stands for a place in this one
 * @throws ProblemException `invalid_request`
 */
export function placeOfCursor({ cursor }: PageQuery, pattern: RegExp): string | null {
  if (cursor === undefined) return null;
  const place = Buffer.from(cursor, 'base64url').toString('utf8');
  if (encodePlace(place) === cursor && pattern.test(place)) return place;
  const message = 'is not a cursor of this list';
  throw new ProblemException('invalid_request', `The cursor ${message}.`, { errors: [{ path: 'cursor', message }] });
}

const encodePlace = (place: string): string => Buffer.from(place).toString('base64url');
