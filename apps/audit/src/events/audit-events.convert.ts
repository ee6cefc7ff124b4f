/** Converts audit records to responses. Pure. */
import type { AuditRecord } from '@sentinai/persistence';
import type { AuditEvent } from './audit-events.dto.ts';

export const toAuditEvent = (record: AuditRecord): AuditEvent => ({
  audit_id: record.auditId,
  tenant_id: record.tenantId,
  occurred_at: record.occurredAt.toISOString(),
  actor_type: record.actor.type,
  actor_id: record.actor.id,
  action: record.action,
  subject_type: record.subjectType,
  subject_id: record.subjectId,
  exception_id: record.exceptionId,
  reason: record.reason,
  before: record.before,
  after: record.after,
  request_id: record.requestId,
  source: record.source,
  event_id: record.eventId,
});
