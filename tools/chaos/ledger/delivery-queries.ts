/** The inbox has each consumed event once, with its effects; the outbox and the dead letters are empty. */
import type { LedgerQuery } from './difference.ts';

/** Each event with each worker that consumes its type, and the number of inbox rows for that pair. */
const CONSUMED = `
  select v.tenant_id, v.exception_id, v.sequence, v.event_type, c.consumer, count(p.event_id) as times
  from exception_event v join consumes c using (event_type)
  left join event_processing p on p.consumer = c.consumer and p.event_id = v.event_id
  group by v.tenant_id, v.exception_id, v.sequence, v.event_type, v.event_id, c.consumer`;

/**
 * Each event with the number of events it caused, according to the inbox and according to the causation ids. Failed attempts are
 * recorded before the event is processed, so the inbox does not count them.
 */
const CAUSED = `
  select p.tenant_id, p.exception_id, p.event_id, p.consumers, p.decided, coalesce(e.caused, 0) as caused
  from (
    select tenant_id, exception_id, event_id, min(consumer) as consumers,
      sum(coalesce(last_sequence - first_sequence + 1, 0)) as decided
    from event_processing group by tenant_id, exception_id, event_id
  ) p left join (
    select causation_id, count(*) as caused from exception_event
    where causation_id is not null and event_type <> 'RetryScheduled' group by causation_id
  ) e on e.causation_id = p.event_id`;

export const DELIVERY_QUERIES: readonly LedgerQuery[] = [
  {
    kind: 'lost',
    what: 'events that a worker has not processed',
    sql: `select * from (${CONSUMED}) c where times = 0`,
  },
  {
    kind: 'doubled',
    what: 'events that a worker has processed more than once',
    sql: `select * from (${CONSUMED}) c where times > 1`,
  },
  {
    kind: 'doubled',
    what: 'inbox rows of events that are in no timeline',
    sql: `select p.consumer, p.tenant_id, p.exception_id, p.event_id from event_processing p
      where not exists (select from exception_event v where v.event_id = p.event_id)`,
  },
  {
    kind: 'lost',
    what: 'inbox rows that record more effects than exist',
    sql: `select * from (${CAUSED}) c where caused < decided`,
  },
  {
    kind: 'doubled',
    what: 'events that caused more than their inbox rows record',
    sql: `select * from (${CAUSED}) c where caused > decided`,
  },
  {
    kind: 'doubled',
    what: 'failed attempts that are recorded twice',
    sql: `select tenant_id, exception_id, causation_id, payload->>'consumer' as consumer, payload->>'attempt' as attempt
      from exception_event where event_type = 'RetryScheduled'
      group by tenant_id, exception_id, causation_id, payload->>'consumer', payload->>'attempt' having count(*) > 1`,
  },
  {
    kind: 'lost',
    what: 'events that were never published',
    sql: 'select producer, shard, tenant_id, exception_id, sequence from outbox',
  },
  {
    kind: 'lost',
    what: 'dead letters',
    sql: `select consumer, topic, partition, "offset", tenant_id, exception_id, event_type, error_code, error
      from dead_letter_event`,
  },
];

/** Runs only where the table exists. */
export const WAITING_QUERY: LedgerQuery = {
  kind: 'lost',
  what: 'events that still wait for a retry',
  sql: 'select * from waiting_event',
};
