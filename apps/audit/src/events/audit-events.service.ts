import { Injectable } from '@nestjs/common';
import { type AuditFilter, AuditRecordQueries, TenantRepository, TenantRequests } from '@sentinai/persistence';
import { invalidField, isMoment, PagedList, unknownTenant } from '@sentinai/service-kit';
import { toAuditEvent } from './audit-events.convert.ts';
import type { AuditEventList, ListAuditEventsQuery } from './audit-events.dto.ts';

@Injectable()
export class AuditEventsService {
  constructor(
    private readonly requests: TenantRequests,
    private readonly records: AuditRecordQueries,
    private readonly tenants: TenantRepository,
  ) {}

  /** @throws ProblemException `invalid_request`, also when the cursor is of another list; `unknown_tenant` */
  async list(tenantId: string, query: ListAuditEventsQuery): Promise<AuditEventList> {
    const filter = filterOf(query);
    const list = new PagedList(['audit-events', tenantId, filter], isMoment);
    const after = list.startOf(query);
    const rows = await this.requests.run(tenantId, async (tx) => {
      const found = await this.records.page(tx, { tenantId, filter, limit: query.limit + 1, after });
      if (found.length === 0 && !(await this.tenants.find(tx, tenantId))) throw unknownTenant(tenantId);
      return found;
    });
    return list.page(rows, query, {
      toItem: toAuditEvent,
      positionOf: ({ occurredAt, auditId }) => [occurredAt.toISOString(), auditId] as const,
    });
  }
}

function filterOf(query: ListAuditEventsQuery): AuditFilter {
  const { actor: actorId, actor_type: actorType, action, subject_type: type, subject_id: id, from, to } = query;
  if (id !== undefined && type === undefined) throw invalidField('subject_type', 'is required with subject_id');
  const subject = type === undefined ? undefined : { type, id };
  return {
    actorId,
    actorType,
    action,
    subject,
    exceptionId: query.exception_id,
    requestId: query.request_id,
    from,
    to,
  };
}
