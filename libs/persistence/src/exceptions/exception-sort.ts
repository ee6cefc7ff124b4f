/**
 * Sort orders of a list of exceptions, and page positions in them. Every order is total: equal keys are ordered by
 * exception id, and exceptions without a key come last in either direction. Pure.
 */
import { isExceptionId, SEVERITIES } from '@sentinai/contracts';
import type { Bind } from './exception-filter.ts';

export const EXCEPTION_SORT_FIELDS = ['created_at', 'updated_at', 'severity', 'sla_deadline', 'amount'] as const;
export type ExceptionSortField = (typeof EXCEPTION_SORT_FIELDS)[number];

export interface ExceptionSort {
  field: ExceptionSortField;
  descending: boolean;
}

/** An exception's position in an order. */
export interface ExceptionPosition {
  /** Its sort key as lossless text: microseconds since 1970, a number, a severity. Null when it has none. */
  key: string | null;
  exceptionId: string;
}

interface SortKey {
  column: string;
  nullable: boolean;
  /** SQL for the key as text. */
  text: string;
  /** SQL that converts the placeholder of its text to the key. */
  fromText: (placeholder: string) => string;
  /** Whether PostgreSQL will accept the text. */
  isText: (text: string) => boolean;
}

// Microseconds, PostgreSQL's precision: with a JavaScript Date, rows of the same millisecond would be skipped.
const instant = (column: string, nullable: boolean): SortKey => ({
  column,
  nullable,
  text: `(extract(epoch from e.${column}) * 1000000)::bigint::text`,
  fromText: (placeholder) => `(timestamptz 'epoch' + ${placeholder}::double precision * interval '1 microsecond')`,
  isText: (text) => /^-?\d{1,17}$/.test(text),
});

const SORT_KEYS: Record<ExceptionSortField, SortKey> = {
  created_at: instant('created_at', false),
  updated_at: instant('updated_at', false),
  severity: {
    column: 'severity',
    nullable: false,
    text: 'e.severity::text',
    fromText: (placeholder) => `${placeholder}::exception_severity`,
    isText: (text) => SEVERITIES.some((severity) => severity === text),
  },
  sla_deadline: instant('sla_deadline', true),
  amount: {
    column: 'amount',
    nullable: true,
    text: 'e.amount::text',
    fromText: (placeholder) => `${placeholder}::double precision`,
    isText: isDoubleText,
  },
};

/** Rejects texts that PostgreSQL would refuse as too large, or as too small to distinguish from 0. */
function isDoubleText(text: string): boolean {
  if (!/^-?\d+(\.\d+)?(e[+-]\d{1,3})?$/.test(text)) return false;
  const number = Number(text);
  return Number.isFinite(number) && (number !== 0 || /^-?0$/.test(text));
}

/** SQL for the sort key as text: the `key` of an {@link ExceptionPosition}. */
export const sortKeyText = ({ field }: ExceptionSort): string => SORT_KEYS[field].text;

/** The `order by` list. */
export function orderOf({ field, descending }: ExceptionSort): string {
  const { column, nullable } = SORT_KEYS[field];
  const direction = descending ? 'desc' : 'asc';
  return `e.${column} ${direction}${nullable ? ' nulls last' : ''}, e.exception_id ${direction}`;
}

/** Returns the condition for everything after the position. */
export function afterPosition(sort: ExceptionSort, position: ExceptionPosition, bind: Bind): string {
  const { column, nullable, fromText } = SORT_KEYS[sort.field];
  const beyond = sort.descending ? '<' : '>';
  const id = `${bind(position.exceptionId)}::varchar`;
  if (position.key === null) return `(e.${column} is null and e.exception_id ${beyond} ${id})`;
  const following = `(e.${column}, e.exception_id) ${beyond} (${fromText(bind(position.key))}, ${id})`;
  return nullable ? `(${following} or e.${column} is null)` : following;
}

/** Whether a value from outside is a position in this order. */
export function isExceptionPosition(sort: ExceptionSort, value: unknown): value is ExceptionPosition {
  if (typeof value !== 'object' || value === null) return false;
  const { key, exceptionId } = value as Partial<Record<keyof ExceptionPosition, unknown>>;
  const { nullable, isText } = SORT_KEYS[sort.field];
  return isExceptionId(exceptionId) && (key === null ? nullable : typeof key === 'string' && isText(key));
}
