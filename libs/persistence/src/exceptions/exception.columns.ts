/** The columns of the `exception` table: how a record is written and a row is read, defined once for all statements. */
import { ExactNumber, type JsonNumber, jsonNumber } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import type { Row } from '../database/statement.ts';

export interface ExceptionColumn {
  column: string;
  type: string;
  /** The record's field in this column. */
  field: keyof ExceptionRecord;
  /** Written once, at insert. */
  fixed?: true;
  write: (record: ExceptionRecord) => unknown;
}

type Field = keyof ExceptionRecord;

const scalar = (column: string, type: string, field: Field): ExceptionColumn => ({
  column,
  type,
  field,
  write: (record) => record[field],
});

const instant = (column: string, field: Field): ExceptionColumn => ({
  ...scalar(column, 'timestamptz', field),
  write: (record) => (record[field] as Date | null)?.toISOString() ?? null,
});

const json = (column: string, field: Field): ExceptionColumn => ({
  ...scalar(column, 'jsonb', field),
  write: (record) => (record[field] === null ? null : JSON.stringify(record[field])),
});

/** Null for an empty list, as nearly all are. */
const list = (column: string, field: 'unreadable' | 'undecided'): ExceptionColumn => ({
  ...scalar(column, 'jsonb', field),
  write: (record) => (record[field].length === 0 ? null : JSON.stringify(record[field])),
});

/** The nearest double, which lists sort by. */
const AMOUNT: ExceptionColumn = {
  ...scalar('amount', 'double precision', 'amount'),
  write: ({ amount }) => (amount instanceof ExactNumber ? Number(amount.text) : amount),
};
/** The digits of an amount, when a double does not keep them as written. */
const AMOUNT_EXACT: ExceptionColumn = {
  ...scalar('amount_exact', 'numeric', 'amount'),
  write: ({ amount }) => (amount instanceof ExactNumber ? amount.text : null),
};

const fixed = (column: ExceptionColumn): ExceptionColumn => ({ ...column, fixed: true });

export const EXCEPTION_COLUMNS: readonly ExceptionColumn[] = [
  fixed(scalar('tenant_id', 'varchar', 'tenantId')),
  fixed(scalar('exception_id', 'varchar', 'exceptionId')),
  fixed(scalar('domain', 'varchar', 'domain')),
  scalar('type', 'varchar', 'type'),
  scalar('severity', 'exception_severity', 'severity'),
  scalar('status', 'exception_status', 'status'),
  scalar('stage', 'varchar', 'stage'),
  scalar('source_system', 'varchar', 'sourceSystem'),
  scalar('source_status', 'varchar', 'sourceStatus'),
  scalar('entity', 'varchar', 'entity'),
  AMOUNT,
  AMOUNT_EXACT,
  scalar('title', 'text', 'title'),
  scalar('owner', 'varchar', 'owner'),
  instant('occurred_at', 'occurredAt'),
  scalar('occurred_at_source', 'varchar', 'occurredAtSource'),
  list('unreadable', 'unreadable'),
  list('undecided', 'undecided'),
  instant('source_updated_at', 'sourceUpdatedAt'),
  instant('sla_deadline', 'slaDeadline'),
  scalar('sla_state', 'varchar', 'slaState'),
  instant('sla_next_at', 'slaNextAt'),
  scalar('current_playbook_id', 'integer', 'currentPlaybookId'),
  scalar('current_step', 'integer', 'currentStep'),
  instant('timer_at', 'timerAt'),
  json('playbook_run', 'playbookRun'),
  json('policy', 'policy'),
  json('milestones', 'milestones'),
  scalar('human_touches', 'integer', 'humanTouches'),
  scalar('domain_pack_version', 'integer', 'domainPackVersion'),
  scalar('policy_pack_version', 'integer', 'policyPackVersion'),
  instant('resolved_at', 'resolvedAt'),
  fixed(instant('created_at', 'createdAt')),
  instant('updated_at', 'updatedAt'),
  scalar('event_count', 'integer', 'eventCount'),
  scalar('events_in_flight', 'integer', 'eventsInFlight'),
];

/** Large and rarely changed: an update skips it unless the payload itself is new. */
export const PAYLOAD_COLUMN: ExceptionColumn = json('payload', 'payload');

const ALL_COLUMNS = [...EXCEPTION_COLUMNS, PAYLOAD_COLUMN];

export const exceptionFromRow = (row: Row): ExceptionRecord =>
  recordFromRow(row, ALL_COLUMNS) as unknown as ExceptionRecord;

const NOTHING: readonly never[] = Object.freeze([]);

/** Returns the fields in the columns; `amount`, `unreadable` and `undecided` must be among them. */
export function recordFromRow(row: Row, columns: readonly ExceptionColumn[]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const { field, column } of columns) record[field] = row[column];
  record.amount = amountOf(row);
  record.unreadable ??= NOTHING;
  record.undecided ??= NOTHING;
  return record;
}

/** The exact digits apply only while they match the amount: older services write the amount alone. */
function amountOf({ amount, amount_exact: exact }: Row): JsonNumber | null {
  if (typeof exact === 'string' && Number(exact) === amount) return jsonNumber(exact);
  return amount as number | null;
}
