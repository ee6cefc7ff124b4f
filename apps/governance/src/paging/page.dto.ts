/** Paging parameters and fields of all lists of this API. Lists have no total: they are short or unbounded. */
import { ApiProperty } from '@nestjs/swagger';
import { type PageQuery, ProblemException } from '@sentinai/service-kit';

/** Fields beside `items` in every list. */
export class PageAnswer {
  @ApiProperty({ type: String, nullable: true, description: 'Opaque cursor of the next page. Null on the last page.' })
  next_cursor!: string | null;
}

/** Builds a page from one row more than the page holds: the extra row is dropped and shows that there is another page. */
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
 * Decodes a cursor: the key of the last row of the page before. Null on the first page.
 * @param pattern of this list's keys; a cursor of another list does not match it, or is a valid position in this one
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
