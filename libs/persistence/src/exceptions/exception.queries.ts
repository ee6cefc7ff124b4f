/** Read side of exceptions: filtered and sorted lists with keyset pagination, and single exceptions. Locks nothing. */
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

/** An exception without its documents, as lists show it. */
export type ExceptionSummary = Omit<ExceptionRecord, 'payload' | 'playbookRun' | 'policy' | 'milestones'>;

/**
 * The most exceptions that a page scans, matching or not. It bounds the cost of a request, however many exceptions there are
 * and however few of them match.
 */
export const LOOKED_THROUGH = 10_000;

/**
 * The same bound for a text that the index finds, because each exception found is fetched one by one. As many of the newest exceptions
 * are searched without the index.
 */
export const SEARCHED_THROUGH = 1_000;

export interface ExceptionPageQuery {
  tenantId: string;
  filter: ExceptionFilter;
  sort: ExceptionSort;
  /** Exceptions on a page, at least 1. */
  limit: number;
  /** End of the previous page; null for the first page. */
  after: ExceptionPosition | null;
}

export interface ExceptionPage {
  /** May be fewer than the limit, or empty, even when there is a next page: this page has then reached its scan limit. */
  items: ExceptionSummary[];
  /** Number of matching exceptions among those scanned: the newest of the filter's creation span. */
  total: number;
  /** Whether the scan covered all exceptions of the span. False as well while the text index may lack some that were not scanned. */
  totalIsExact: boolean;
  /** Start of the next page; null on the last page. */
  next: ExceptionPosition | null;
}

export class ExceptionQueries {
  /**
   * Returns one page. In an order by creation, following `next` visits every exception that exists throughout exactly once,
   * whatever is inserted meanwhile. No index serves the other orders: they sort the newest {@link LOOKED_THROUGH} exceptions of
   * the creation span, and an exception whose sort key changes meanwhile moves. An indexable text is searched among all exceptions
   * of the span; the newest {@link SEARCHED_THROUGH} of those found are scanned. The observer `search` fills the index; until it has
   * seen an exception, that is found only while it is among the newest.
   */
  async page(tx: Transaction, query: ExceptionPageQuery): Promise<ExceptionPage> {
    const list = { ...query, found: await this.search(tx, query) };
    const [counted] = await run<{ total: number; looked: number }>(tx, (bind) => countText(list, bind));
    const rows = await run<SortedRow>(tx, (bind) => pageText(list, bind));
    const { total = 0, looked = 0 } = counted ?? {};
    const isWhole = looked <= mostOf(list);
    const next = nextOf(rows, query.limit) ?? (isWhole ? null : await this.lookedAt(tx, list));
    const totalIsExact = isWhole && !(list.found && (await this.lags(tx, query)));
    return { items: rows.slice(0, query.limit).map(summaryFromRow), total, totalIsExact, next };
  }

  /** Returns the ids of the newest `limit` matching exceptions, however many exceptions it has to scan. */
  async ids(tx: Transaction, tenantId: string, filter: ExceptionFilter, limit: number): Promise<string[]> {
    const rows = await run<{ exception_id: string }>(tx, (bind) => idsText(tenantId, filter, bind, limit));
    return rows.map((row) => row.exception_id);
  }

  /** Returns one exception; null when the tenant has no such exception. */
  async find(tx: Transaction, key: ExceptionKey): Promise<ExceptionRecord | null> {
    const [row] = await tx.rows<Row>(FIND, [key.tenantId, key.exceptionId]);
    return row ? exceptionFromRow(row) : null;
  }

  /** Returns the ids of the newest exceptions of the span that contain the text, one more than may be scanned. Null without an indexable text. */
  private async search(tx: Transaction, { tenantId, filter }: ExceptionPageQuery): Promise<string[] | null> {
    const { text } = filter;
    if (text === undefined || !isIndexable(text)) return null;
    const values = [tenantId, containing(text), ...spanOf(filter), SEARCHED_THROUGH + 1];
    const rows = await tx.rows<{ exception_id: string }>(SEARCH, values);
    return rows.map((row) => row.exception_id);
  }

  /** Whether the index lacks the newest exception of the span that a search relies on it for. */
  private async lags(tx: Transaction, { tenantId, filter }: ExceptionPageQuery): Promise<boolean> {
    const [row] = await tx.rows<{ lags: boolean }>(LAGS, [tenantId, ...spanOf(filter), SEARCHED_THROUGH + 1]);
    return row?.lags ?? false;
  }

  /** Returns the last exception that a page in creation order scanned, if there may be more after it. */
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

/** Returns the start of the next page. One row more than the limit means that there is one. */
function nextOf(rows: readonly SortedRow[], limit: number): ExceptionPosition | null {
  const last = rows[limit - 1];
  return last && rows.length > limit ? positionOf(last) : null;
}

const spanOf = ({ createdFrom, createdTo }: ExceptionFilter): (string | null)[] => [
  createdFrom?.toISOString() ?? null,
  createdTo?.toISOString() ?? null,
];

/**
 * An empty name, so that PostgreSQL keeps no plan: there are as many texts as combinations of filters, and the best plan
 * depends on their values.
 */
const UNNAMED = '';

/** Builds a statement with its bound values, and runs it. */
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

/** Counts one row more than the scan limit, to tell whether the count is exact. */
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

/** Returns SQL for the rows that a page scans: the next ones when sorted by creation, the newest ones in any other order. */
function lookedThroughText(query: SearchedList, bind: Bind): string {
  const { sort, after } = query;
  const limit = mostOf(query);
  if (sort.field !== 'created_at') return spanText(query, { sort: NEWEST_FIRST, limit }, bind);
  return spanText(query, { sort, limit, beyond: after }, bind);
}

/** The rows to read of a span: their number, order and starting position. */
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

/** The exceptions, or only those in which the index has found the text. */
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

const LAGS: Statement = {
  name: 'exception.search_lags',
  plannedAnew: true,
  text: `
    select not exists (select from exception_text t where t.tenant_id = $1 and t.exception_id = e.exception_id) as lags
    from exception e
    where e.tenant_id = $1 and ($2::timestamptz is null or e.created_at >= $2::timestamptz)
      and ($3::timestamptz is null or e.created_at <= $3::timestamptz)
    order by e.created_at desc, e.exception_id desc
    offset $4 limit 1`,
};

const FIND: Statement = {
  name: 'exception.find',
  text: `
    select ${namesOf([...EXCEPTION_COLUMNS, PAYLOAD_COLUMN])}
    from exception e
    where e.tenant_id = $1 and e.exception_id = $2`,
};
