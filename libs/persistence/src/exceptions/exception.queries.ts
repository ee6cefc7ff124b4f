/** The read side of exceptions: lists with filters, order and keyset pages, and single exceptions. Locks nothing. */
import type { ExceptionRecord } from '@sentinai/domain';
import type { Row, Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { type Bind, type ExceptionFilter, factConditions, spanConditions } from './exception-filter.ts';
import { type ExceptionPosition, type ExceptionSort, afterPosition, orderOf, sortKeyText } from './exception-sort.ts';
import { EXCEPTION_COLUMNS, PAYLOAD_COLUMN, exceptionFromRow } from './exception.columns.ts';
import type { ExceptionKey } from './exception.repository.ts';

/** An exception without its documents: what a list shows. */
export type ExceptionSummary = Omit<ExceptionRecord, 'payload' | 'playbookRun' | 'policy' | 'milestones'>;

/**
 * The most exceptions that a page looks through, whether they match its filter or not. What a request costs has this
 * bound, however many exceptions there are and however few of them match.
 */
export const LOOKED_THROUGH = 10_000;

export interface ExceptionPageQuery {
  tenantId: string;
  filter: ExceptionFilter;
  sort: ExceptionSort;
  /** Exceptions on a page, at least 1. */
  limit: number;
  /** Where the page before ended; null for the first page. */
  after: ExceptionPosition | null;
}

export interface ExceptionPage {
  /** Fewer than the limit, or none, also when there is a next page: this one has then looked through all it may. */
  items: ExceptionSummary[];
  /** How many exceptions the filter leaves among the newest {@link LOOKED_THROUGH} of its span of creation. */
  total: number;
  /** Whether these were all there are. */
  totalIsExact: boolean;
  /** Where the next page begins; null on the last. */
  next: ExceptionPosition | null;
}

export class ExceptionQueries {
  /**
   * One page. In an order by creation, going from page to page by `next` meets every exception that is there throughout
   * exactly once, whatever is inserted meanwhile. Any other order is among the newest {@link LOOKED_THROUGH} of the span of
   * creation, for no index serves it; one whose sort key changes meanwhile moves in it, as it must.
   */
  async page(tx: Transaction, query: ExceptionPageQuery): Promise<ExceptionPage> {
    const [counted] = await run<{ total: number; looked: number }>(tx, (bind) => countText(query, bind));
    const rows = await run<SortedRow>(tx, (bind) => pageText(query, bind));
    const { total = 0, looked = 0 } = counted ?? {};
    const totalIsExact = looked <= LOOKED_THROUGH;
    const next = nextOf(rows, query.limit) ?? (totalIsExact ? null : await this.lookedAt(tx, query));
    return { items: rows.slice(0, query.limit).map(summaryFromRow), total, totalIsExact, next };
  }

  /** Null when the tenant has no such exception. */
  async find(tx: Transaction, key: ExceptionKey): Promise<ExceptionRecord | null> {
    const [row] = await tx.rows<Row>(FIND, [key.tenantId, key.exceptionId]);
    return row ? exceptionFromRow(row) : null;
  }

  /** The last exception that a page by creation looked at, when there may be more behind it. */
  private async lookedAt(tx: Transaction, query: ExceptionPageQuery): Promise<ExceptionPosition | null> {
    if (query.sort.field !== 'created_at') return null;
    const [last] = await run<PositionRow>(tx, (bind) => lastLookedAtText(query, bind));
    return last ? positionOf(last) : null;
  }
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

/** One row more than the page holds tells that there is another page. */
function nextOf(rows: readonly SortedRow[], limit: number): ExceptionPosition | null {
  const last = rows[limit - 1];
  return last && rows.length > limit ? positionOf(last) : null;
}

/**
 * PostgreSQL keeps no plan for a statement without a name. Rightly so here: there are as many texts as combinations of
 * filters, and the best plan depends on their values.
 */
const UNNAMED = '';

/** Builds a statement's text together with the values it binds, and runs it. */
function run<T>(tx: Transaction, build: (bind: Bind) => string): Promise<T[]> {
  const values: unknown[] = [];
  const text = build((value) => `$${values.push(value)}`);
  return tx.rows<T>({ name: UNNAMED, text }, values);
}

const SUMMARY_COLUMNS = EXCEPTION_COLUMNS.filter(({ type }) => type !== 'jsonb');
const namesOf = (columns: typeof EXCEPTION_COLUMNS): string => columns.map(({ column }) => `e.${column}`).join(', ');

const NEWEST_FIRST: ExceptionSort = { field: 'created_at', descending: true };

/** One more than may be looked through tells whether these are all. */
const countText = ({ tenantId, filter }: ExceptionPageQuery, bind: Bind): string => `
  select count(*)::integer as looked,
    (count(*) filter (where ${['true', ...factConditions(filter, bind)].join(' and ')}))::integer as total
  from (${spanText(spanConditions(tenantId, filter, bind), NEWEST_FIRST, bind(LOOKED_THROUGH + 1))}) e`;

function pageText(query: ExceptionPageQuery, bind: Bind): string {
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

const lastLookedAtText = (query: ExceptionPageQuery, bind: Bind): string => `
  select e.exception_id, ${sortKeyText(query.sort)} as sort_key
  from (${lookedThroughText(query, bind)}) e
  offset ${bind(LOOKED_THROUGH - 1)}`;

/** What a page looks through: in an order by creation what comes next in it, in any other the newest. */
function lookedThroughText({ tenantId, filter, sort, after }: ExceptionPageQuery, bind: Bind): string {
  const conditions = spanConditions(tenantId, filter, bind);
  const byCreation = sort.field === 'created_at';
  if (after && byCreation) conditions.push(afterPosition(sort, after, bind));
  return spanText(conditions, byCreation ? sort : NEWEST_FIRST, bind(LOOKED_THROUGH));
}

const spanText = (conditions: readonly string[], sort: ExceptionSort, limit: string): string =>
  `select e.* from exception e ${whereOf(conditions)} order by ${orderOf(sort)} limit ${limit}`;

const whereOf = (conditions: readonly string[]): string =>
  conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';

function summaryFromRow(row: Row): ExceptionSummary {
  return Object.fromEntries(
    SUMMARY_COLUMNS.map(({ field, column }) => [field, row[column]]),
  ) as unknown as ExceptionSummary;
}

const FIND: Statement = {
  name: 'exception.find',
  text: `
    select ${namesOf([...EXCEPTION_COLUMNS, PAYLOAD_COLUMN])}
    from exception e
    where e.tenant_id = $1 and e.exception_id = $2`,
};
