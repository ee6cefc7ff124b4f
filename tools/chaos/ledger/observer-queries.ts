/** Observers have observed each of their events, and their tables agree with the exceptions. */
import { ACTING_EVENTS } from '@sentinai/domain';
import type { LedgerQuery } from './difference.ts';

/** Contracts do not list observers. */
export const OBSERVERS: readonly { consumer: string; eventTypes: readonly string[] }[] = [
  { consumer: 'search', eventTypes: ['ExceptionNormalized', 'DeadLettered'] },
  { consumer: 'audit', eventTypes: ACTING_EVENTS.map(({ type }) => type) },
];

export const OBSERVER_QUERIES: readonly LedgerQuery[] = [
  {
    kind: 'lost',
    what: 'texts that search does not have, or not as they are',
    sql: `select e.tenant_id, e.exception_id, e.entity, e.title, t.content
      from exception e left join exception_text t using (tenant_id, exception_id)
      where t.content is distinct from concat_ws(chr(10), e.exception_id, e.entity, e.title)`,
  },
  {
    kind: 'doubled',
    what: 'texts of exceptions that do not exist',
    sql: `select t.tenant_id, t.exception_id from exception_text t
      where not exists (select from exception e where (e.tenant_id, e.exception_id) = (t.tenant_id, t.exception_id))`,
  },
  {
    kind: 'lost',
    what: 'acts of agents without an audit record',
    sql: `select v.tenant_id, v.exception_id, v.event_type, v.sequence from exception_event v
      where (v.event_type in ('ApprovalRequested', 'NotificationRequested', 'SLAExpired')
          or v.event_type = 'ExceptionEscalated' and v.payload ->> 'reason' <> 'person'
          or v.event_type = 'ExceptionResolved' and v.payload ->> 'resolved_by' not like 'user:%')
        and not exists (select from audit_record a where a.observed and a.tenant_id = v.tenant_id and a.event_id = v.event_id)`,
  },
  {
    kind: 'doubled',
    what: 'audit records of an event that has one already, or that is not in the log',
    sql: `select a.tenant_id, a.exception_id, a.action, a.event_id from audit_record a
      where a.observed group by a.tenant_id, a.exception_id, a.action, a.event_id
      having count(*) > 1 or not exists (
        select from exception_event v
        where (v.tenant_id, v.exception_id, v.event_id) = (a.tenant_id, a.exception_id, a.event_id))`,
  },
];
