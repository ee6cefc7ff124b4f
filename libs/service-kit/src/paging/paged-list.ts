/** A list that is read page by page: reads the cursor of a request, and writes the one of the next page. */
import { decodeCursor, encodeCursor, type ListIdentity } from './cursor.ts';
import type { PageQuery } from './page-query.dto.ts';
import type { PageAnswer } from './page.dto.ts';

/** How a row becomes an item, and where it stands in the list. */
export interface RowMapping<Row, Item, Position> {
  toItem: (row: Row) => Item;
  positionOf: (row: Row) => Position;
}

export class PagedList<Position> {
  /** @param isPosition whether an untrusted value is a position in this list */
  constructor(
    private readonly identity: ListIdentity,
    private readonly isPosition: (value: unknown) => value is Position,
  ) {}

  /**
   * Returns the position of the last row of the previous page; null for the first page.
   * @throws ProblemException `invalid_request` when the cursor is invalid, or of another list
   */
  startOf({ cursor }: Pick<PageQuery, 'cursor'>): Position | null {
    return cursor === undefined ? null : decodeCursor(cursor, this.identity, this.isPosition);
  }

  /** Returns the cursor of the page after a position; null when there is no next page. */
  cursorAfter(position: Position | null): string | null {
    return position === null ? null : encodeCursor(this.identity, position);
  }

  /** Builds a page from one row more than it holds: the extra row is dropped and shows that there is another page. */
  page<Row, Item>(
    rows: readonly Row[],
    { limit }: Pick<PageQuery, 'limit'>,
    { toItem, positionOf }: RowMapping<Row, Item, Position>,
  ): PageAnswer & { items: Item[] } {
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return { items: shown.map(toItem), next_cursor: this.cursorAfter(last === undefined ? null : positionOf(last)) };
  }
}
