/** What every list of this API takes and answers. Lists here have no total: they are short, or go on for ever. */
import { ApiProperty } from '@nestjs/swagger';
import { type PageQuery, ProblemException } from '@sentinai/service-kit';

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
