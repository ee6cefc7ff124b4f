/** Observers have observed each of their events, and their tables agree with the exceptions. */
import type { LedgerQuery } from './difference.ts';

/** Contracts do not list observers. */
export const OBSERVERS: readonly { consumer: string; eventTypes: readonly string[] }[] = [
  { consumer: 'search', eventTypes: ['ExceptionNormalized', 'DeadLettered'] },
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
];
