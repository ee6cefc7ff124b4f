/** The read side of exceptions: filtered and sorted lists with keyset pages, and single exceptions. Locks nothing. */
import type { ExceptionRecord } from '@sentinai/domain';
import type { Row, Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import {
  type Bind,
  type ExceptionFilter,
  containing,
  factConditions,
  isIndexable,
  spanConditions,
} from './exception-filter.ts';
import { type ExceptionPosition, type ExceptionSort, afterPosition, orderOf, sortKeyText } from './exception-sort.ts';
import { EXCEPTION_COLUMNS, PAYLOAD_COLUMN, exceptionFromRow, recordFromRow } from './exception.columns.ts';
import type { ExceptionKey } from './exception.repository.ts';

/** An exception without its documents, for lists. */
export type ExceptionSummary = Omit<ExceptionRecord, 'payload' | 'playbookRun' | 'policy' | 'milestones'>;

/**
 * The most exceptions that a page examines, whether they match its filter or not. It bounds the cost of a request,
 * however many exceptions exist and however few match.
 */
export const LOOKED_THROUGH = 10_000;

/** The same bound for an indexed text: this many of the exceptions containing it are fetched one by one. */
export const SEARCHED_THROUGH = 1_000;

export interface ExceptionPageQuery {
  tenantId: string;
  filter: ExceptionFilter;
  sort: ExceptionSort;
  /** Exceptions per page, at least 1. */
  limit: number;
  /** Where the previous page ended; null for the first page. */
  after: ExceptionPosition | null;
}

export interface ExceptionPage {
  /** May be fewer than the limit, even none, although there is a next page: this one has then reached its bound. */
  items: ExceptionSummary[];
  /** Number of matches among the examined exceptions, the newest of the filter's creation span. */
  total: number;
  /** Whether all exceptions of the span were examined. */
  totalIsExact: boolean;
  /** Position where the next page begins; null on the last. */
  next: ExceptionPosition | null;
}

export class ExceptionQueries {
  /**
   * Returns one page. In an order by creation, following `next` from page to page visits every exception that exists
   * throughout exactly once, whatever is inserted in the meantime. Any other order covers only the newest {@link
   * LOOKED_THROUGH} of the creation span, since no index serves it; an exception whose sort key changes in the
   * meantime moves within it. An indexed text is searched for among all exceptions of the span; the newest {@link
   * SEARCHED_THROUGH} that contain it are examined.
   */
  async page(tx: Transaction, query: ExceptionPageQuery): Promise<ExceptionPage> {
    const list = { ...query, found: await this.search(tx, query) };
    const [counted] = await run<{ total: number; looked: number }>(tx, (bind) => countText(list, bind));
    const rows = await run<SortedRow>(tx, (bind) => pageText(list, bind));
    const { total = 0, looked = 0 } = counted ?? {};
    const totalIsExact = looked <= mostOf(list);
    const next = nextOf(rows, query.limit) ?? (totalIsExact ? null : await this.lookedAt(tx, list));
    return { items: rows.slice(0, query.limit).map(summaryFromRow), total, totalIsExact, next };
  }

  /** Returns the ids of matching exceptions, newest first, however far it has to search. */
  async ids(tx: Transaction, tenantId: string, filter: ExceptionFilter, limit: number): Promise<string[]> {
    const rows = await run<{ exception_id: string }>(tx, (bind) => idsText(tenantId, filter, bind, limit));
    return rows.map((row) => row.exception_id);
  }

  /** Null when the tenant has no such exception. */
  async find(tx: Transaction, key: ExceptionKey): Promise<ExceptionRecord | null> {
    const [row] = await tx.rows<Row>(FIND, [key.tenantId, key.exceptionId]);
    return row ? exceptionFromRow(row) : null;
  }

  /** Returns the ids of the span's newest exceptions with an indexed text, plus one more. Null without such a text. */
  private async search(tx: Transaction, { tenantId, filter }: ExceptionPageQuery): Promise<string[] | null> {
    const { text, createdFrom, createdTo } = filter;
    if (text === undefined || !isIndexable(text)) return null;
    const span = [createdFrom?.toISOString() ?? null, createdTo?.toISOString() ?? null];
    const values = [tenantId, containing(text), ...span, SEARCHED_THROUGH + 1];
    const rows = await tx.rows<{ exception_id: string }>(SEARCH, values);
    return rows.map((row) => row.exception_id);
  }

  /** The last exception that a page by creation examined, when there may be more after it. */
  private async lookedAt(tx: Transaction, query: SearchedList): Promise<ExceptionPosition | null> {
    if (query.sort.field !== 'created_at') return null;
    const [last] = await run<PositionRow>(tx, (bind) => lastLookedAtText(query, bind));
    return last ? positionOf(last) : null;
  }
}

/** A list, with the exceptions in which the index found its text; null when the index was not used. */
interface SearchedList extends ExceptionPageQuery {
  found: readonly string[] | null;
}

interface PositionRow {
  sort_key: string | null;
  exception_id: string;
}

type SortedRow = Row & PositionRow;

const positionOf = ({ sort_key, exception_id }: PositionRow): ExceptionPosition => ({
  key: sort_key,
  exceptionId: exception_id,
});

/** One row more than the page holds shows that there is another page. */
function nextOf(rows: readonly SortedRow[], limit: number): ExceptionPosition | null {
  const last = rows[limit - 1];
  return last && rows.length > limit ? positionOf(last) : null;
}

/**
 * PostgreSQL keeps no plan for an unnamed statement. That is intended: there are as many texts as combinations of
 * filters, and the best plan depends on their values.
 */
const UNNAMED = '';

/** Builds a statement's text along with its bound values, and runs it. */
function run<T>(tx: Transaction, build: (bind: Bind) => string): Promise<T[]> {
  const values: unknown[] = [];
  const text = build((value) => `$${values.push(value)}`);
  return tx.rows<T>({ name: UNNAMED, text }, values);
}

const SUMMARY_COLUMNS = EXCEPTION_COLUMNS.filter(
  ({ field }) => field !== 'playbookRun' && field !== 'policy' && field !== 'milestones',
);
const namesOf = (columns: typeof EXCEPTION_COLUMNS): string => columns.map(({ column }) => `e.${column}`).join(', ');

const NEWEST_FIRST: ExceptionSort = { field: 'created_at', descending: true };

/** One row beyond the bound shows whether these are all. */
const countText = (list: SearchedList, bind: Bind): string => `
  select count(*)::integer as looked,
    (count(*) filter (where ${['true', ...factConditions(list.filter, bind)].join(' and ')}))::integer as total
  from (${spanText(list, { sort: NEWEST_FIRST, limit: mostOf(list) + 1 }, bind)}) e`;

const idsText = (tenantId: string, filter: ExceptionFilter, bind: Bind, limit: number): string => `
  select e.exception_id from exception e
  ${whereOf([...spanConditions(tenantId, filter, bind), ...factConditions(filter, bind)])}
  order by ${orderOf(NEWEST_FIRST)}
  limit ${bind(limit)}`;

function pageText(query: SearchedList, bind: Bind): string {
  const { filter, sort, limit, after } = query;
  const conditions = factConditions(filter, bind);
  if (after && sort.field !== 'created_at') conditions.push(afterPosition(sort, after, bind));
  return `
    select ${namesOf(SUMMARY_COLUMNS)}, ${sortKeyText(sort)} as sort_key
    from (${lookedThroughText(query, bind)}) e
    ${whereOf(conditions)}
    order by ${orderOf(sort)}
    limit ${bind(limit + 1)}`;
}

const lastLookedAtText = (query: SearchedList, bind: Bind): string => `
  select e.exception_id, ${sortKeyText(query.sort)} as sort_key
  from (${lookedThroughText(query, bind)}) e
  offset ${bind(mostOf(query) - 1)}`;

/** The rows that a page examines: the next ones in an order by creation, the newest ones in any other. */
function lookedThroughText(query: SearchedList, bind: Bind): string {
  const { sort, after } = query;
  const limit = mostOf(query);
  if (sort.field !== 'created_at') return spanText(query, { sort: NEWEST_FIRST, limit }, bind);
  return spanText(query, { sort, limit, beyond: after }, bind);
}

/** A bounded part of a span, in this order, after the position. */
interface Stretch {
  sort: ExceptionSort;
  limit: number;
  beyond?: ExceptionPosition | null;
}

function spanText(list: SearchedList, { sort, limit, beyond }: Stretch, bind: Bind): string {
  const conditions = spanConditions(list.tenantId, list.filter, bind);
  if (beyond) conditions.push(afterPosition(sort, beyond, bind));
  return `select e.* from ${sourceText(list, bind)} ${whereOf(conditions)} order by ${orderOf(sort)} limit ${bind(limit)}`;
}

const mostOf = ({ found }: SearchedList): number => (found ? SEARCHED_THROUGH : LOOKED_THROUGH);

/** The exceptions, or only those in which the index found the text. */
const sourceText = ({ found }: SearchedList, bind: Bind): string =>
  found
    ? `unnest(${bind(found)}::varchar[]) as found(exception_id) join exception e on e.exception_id = found.exception_id`
    : 'exception e';

const whereOf = (conditions: readonly string[]): string =>
  conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';

const summaryFromRow = (row: Row): ExceptionSummary =>
  recordFromRow(row, SUMMARY_COLUMNS) as unknown as ExceptionSummary;

const SEARCH: Statement = {
  name: 'exception.search',
  text: 'select exception_id from search_exceptions($1, $2, $3::timestamptz, $4::timestamptz, $5) as found(exception_id)',
};

const FIND: Statement = {
  name: 'exception.find',
  text: `
    select ${namesOf([...EXCEPTION_COLUMNS, PAYLOAD_COLUMN])}
    from exception e
    where e.tenant_id = $1 and e.exception_id = $2`,
};
