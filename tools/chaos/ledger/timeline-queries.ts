/** Timelines have no gaps, causes precede effects, and each worker's decisions are in the order of their causes. */
import type { LedgerQuery } from './difference.ts';

const EXTENT = `
  select e.tenant_id, e.exception_id, e.event_count, count(v.event_id) as stored, count(distinct v.sequence) as places,
    max(v.sequence) as last
  from exception e left join exception_event v using (tenant_id, exception_id)
  group by e.tenant_id, e.exception_id, e.event_count`;

export const TIMELINE_QUERIES: readonly LedgerQuery[] = [
  {
    kind: 'lost',
    what: 'timelines with gaps',
    sql: `select * from (${EXTENT}) extent where places < event_count or stored = 0`,
  },
  {
    kind: 'doubled',
    what: 'timelines with two events at one position, or more events than their exception counts',
    sql: `select * from (${EXTENT}) extent where stored > places or stored > event_count or last > event_count`,
  },
  {
    kind: 'doubled',
    what: 'event ids that exist more than once',
    sql: `select event_id, count(*) as times, min(event_type) as event_type, min(exception_id) as exception_id
      from exception_event group by event_id having count(*) > 1`,
  },
  {
    kind: 'lost',
    what: 'events whose cause is not in their timeline',
    sql: `select v.tenant_id, v.exception_id, v.sequence, v.event_type, v.causation_id
      from exception_event v left join exception_event cause
        on cause.event_id = v.causation_id and cause.tenant_id = v.tenant_id and cause.exception_id = v.exception_id
      where v.causation_id is not null and cause.event_id is null`,
  },
  {
    kind: 'out_of_order',
    what: 'events placed before their cause',
    sql: `select v.tenant_id, v.exception_id, v.sequence, v.event_type, cause.sequence as cause
      from exception_event v join exception_event cause
        on cause.event_id = v.causation_id and cause.tenant_id = v.tenant_id and cause.exception_id = v.exception_id
      where cause.sequence >= v.sequence`,
  },
  {
    kind: 'out_of_order',
    // Only within a topic, where Kafka keeps the order.
    what: 'decisions about a later event placed before the decision about an earlier one',
    sql: `select * from (
        select p.consumer, v.event_type, v.tenant_id, v.exception_id, v.sequence, p.first_sequence as decided_at,
          lag(p.first_sequence) over (
            partition by p.consumer, c.topic, v.tenant_id, v.exception_id order by v.sequence) as earlier_decided_at
        from event_processing p
        join exception_event v
          on v.event_id = p.event_id and v.tenant_id = p.tenant_id and v.exception_id = p.exception_id
        join consumes c on c.consumer = p.consumer and c.event_type = v.event_type
        where p.first_sequence is not null
      ) decided where earlier_decided_at > decided_at`,
  },
];
