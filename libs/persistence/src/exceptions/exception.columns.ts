/** Column mapping of the `exception` table between rows and records, shared by all statements. */
import { ExactNumber, type JsonNumber, jsonNumber } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import type { Row } from '../database/statement.ts';

export interface ExceptionColumn {
  column: string;
  type: string;
  /** Field of the record that the column stores. */
  field: keyof ExceptionRecord;
  /** Set for columns that are written only at insert. */
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

/** A JSON list, stored as null when empty, as nearly all lists are. */
const list = (column: string, field: 'unreadable' | 'undecided'): ExceptionColumn => ({
  ...scalar(column, 'jsonb', field),
  write: (record) => (record[field].length === 0 ? null : JSON.stringify(record[field])),
});

/** The amount as the nearest double, by which lists are sorted. */
const AMOUNT: ExceptionColumn = {
  ...scalar('amount', 'double precision', 'amount'),
  write: ({ amount }) => (amount instanceof ExactNumber ? Number(amount.text) : amount),
};
/** The exact digits of an amount that a double cannot represent as written. */
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
  scalar('confidence', 'real', 'confidence'),
  scalar('status', 'exception_status', 'status'),
  scalar('stage', 'varchar', 'stage'),
  scalar('source_system', 'varchar', 'sourceSystem'),
  scalar('source_type', 'varchar', 'sourceType'),
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

/** The payload is large and rarely changes: an update writes it only when it is new. */
export const PAYLOAD_COLUMN: ExceptionColumn = json('payload', 'payload');

const ALL_COLUMNS = [...EXCEPTION_COLUMNS, PAYLOAD_COLUMN];

export const exceptionFromRow = (row: Row): ExceptionRecord =>
  recordFromRow(row, ALL_COLUMNS) as unknown as ExceptionRecord;

const NOTHING: readonly never[] = Object.freeze([]);

/** Returns the record fields stored in the columns, which must include those of `amount`, `unreadable` and `undecided`. */
export function recordFromRow(row: Row, columns: readonly ExceptionColumn[]): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const { field, column } of columns) record[field] = row[column];
  record.amount = amountOf(row);
  record.unreadable ??= NOTHING;
  record.undecided ??= NOTHING;
  return record;
}

/** Returns the exact digits if they match the amount. An older version of a service writes the amount alone, so they may be stale. */
function amountOf({ amount, amount_exact: exact }: Row): JsonNumber | null {
  if (typeof exact === 'string' && Number(exact) === amount) return jsonNumber(exact);
  return amount as number | null;
}
