/** The `exception` table, column by column: how a record is written and how a row is read. Said once for every statement. */
import type { ExceptionRecord } from '@sentinai/domain';
import type { Row } from '../database/statement.ts';

export interface ExceptionColumn {
  column: string;
  type: string;
  /** What of the record it holds. */
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
  scalar('amount', 'double precision', 'amount'),
  scalar('title', 'text', 'title'),
  scalar('owner', 'varchar', 'owner'),
  instant('occurred_at', 'occurredAt'),
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

/** Large and rarely changed: an update leaves it alone unless the payload itself is new. */
export const PAYLOAD_COLUMN: ExceptionColumn = json('payload', 'payload');

const ALL_COLUMNS = [...EXCEPTION_COLUMNS, PAYLOAD_COLUMN];

export function exceptionFromRow(row: Row): ExceptionRecord {
  const record: Record<string, unknown> = {};
  for (const { field, column } of ALL_COLUMNS) record[field] = row[column];
  return record as unknown as ExceptionRecord;
}
