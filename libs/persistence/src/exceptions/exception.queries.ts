/** The read side of exceptions: lists with filters, order and keyset pages, and single exceptions. Locks nothing. */
import type { ExceptionRecord } from '@sentinai/domain';
import type { Row, Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { type Bind, type ExceptionFilter, exceptionConditions } from './exception-filter.ts';
import { type ExceptionPosition, type ExceptionSort, afterPosition, orderOf, sortKeyText } from './exception-sort.ts';
import { EXCEPTION_COLUMNS, PAYLOAD_COLUMN, exceptionFromRow } from './exception.columns.ts';
import type { ExceptionKey } from './exception.repository.ts';

/** An exception without its documents: what a list shows. */
export type ExceptionSummary = Omit<ExceptionRecord, 'payload' | 'playbookRun' | 'policy' | 'milestones'>;

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
  items: ExceptionSummary[];
  /** How many exceptions the filter leaves, on all pages. */
  total: number;
  /** Where the next page begins; null on the last. */
  next: ExceptionPosition | null;
}

export class ExceptionQueries {
  /**
   * One page. Going from page to page by `next` meets every exception that is there throughout exactly once, whatever
   * is inserted meanwhile; one whose sort key changes meanwhile moves in the order, as it must.
   */
  async page(tx: Transaction, query: ExceptionPageQuery): Promise<ExceptionPage> {
    const [counted] = await run<{ total: number }>(tx, (bind) => countText(query, bind));
    const rows = await run<Row & { sort_key: string | null }>(tx, (bind) => pageText(query, bind));
    const items = rows.slice(0, query.limit);
    const last = items.at(-1);
    const next =
      last && rows.length > query.limit ? { key: last.sort_key, exceptionId: last.exception_id as string } : null;
    return { items: items.map(summaryFromRow), total: counted?.total ?? 0, next };
  }

  /** Null when the tenant has no such exception. */
  async find(tx: Transaction, key: ExceptionKey): Promise<ExceptionRecord | null> {
    const [row] = await tx.rows<Row>(FIND, [key.tenantId, key.exceptionId]);
    return row ? exceptionFromRow(row) : null;
  }
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

const countText = ({ tenantId, filter }: ExceptionPageQuery, bind: Bind): string => `
  select count(*)::integer as total
  from exception e
  where ${exceptionConditions(tenantId, filter, bind).join(' and ')}`;

/** One row more than the page holds tells whether there is another page. */
function pageText({ tenantId, filter, sort, limit, after }: ExceptionPageQuery, bind: Bind): string {
  const conditions = exceptionConditions(tenantId, filter, bind);
  if (after) conditions.push(afterPosition(sort, after, bind));
  return `
    select ${namesOf(SUMMARY_COLUMNS)}, ${sortKeyText(sort)} as sort_key
    from exception e
    where ${conditions.join(' and ')}
    order by ${orderOf(sort)}
    limit ${bind(limit + 1)}`;
}

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
