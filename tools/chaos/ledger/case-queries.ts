/** Every accepted case exists, has every accepted state of its source in order, and ended exactly once. */
import type { LedgerQuery } from './difference.ts';

/** The states of the source in the timeline. */
const TOLD = `
  select tenant_id, exception_id, sequence, (payload #>> '{raw_payload,revision}')::integer as revision
  from exception_event where event_type in ('ExceptionIngested', 'SourceUpdateReceived')`;

const ENDS = `
  select p.tenant_id, p.exception_id, count(v.event_id) as captured
  from promised p left join exception_event v
    on v.tenant_id = p.tenant_id and v.exception_id = p.exception_id and v.event_type = 'FeedbackCaptured'
  group by p.tenant_id, p.exception_id`;

export const CASE_QUERIES: readonly LedgerQuery[] = [
  {
    kind: 'lost',
    what: 'accepted exceptions that do not exist',
    sql: `select p.tenant_id, p.exception_id from promised p
      where not exists (select from exception e where (e.tenant_id, e.exception_id) = (p.tenant_id, p.exception_id))`,
  },
  {
    kind: 'lost',
    what: 'exceptions that are not finished',
    sql: `select e.tenant_id, e.exception_id, e.stage, e.status, e.events_in_flight, e.playbook_run ->> 'status' as playbook
      from exception e join promised p using (tenant_id, exception_id)
      where e.stage <> 'finished' or e.status <> 'resolved' or e.events_in_flight <> 0
        or e.playbook_run ->> 'status' is distinct from 'completed'`,
  },
  {
    kind: 'lost',
    what: 'finished exceptions without FeedbackCaptured',
    sql: `select * from (${ENDS}) ends where captured = 0`,
  },
  {
    kind: 'doubled',
    what: 'exceptions with more than one FeedbackCaptured',
    sql: `select * from (${ENDS}) ends where captured > 1`,
  },
  {
    kind: 'doubled',
    what: 'exceptions that were never answered as accepted',
    sql: `select e.tenant_id, e.exception_id from exception e
      where not exists (select from promised p where (p.tenant_id, p.exception_id) = (e.tenant_id, e.exception_id))`,
  },
  {
    kind: 'lost',
    what: 'accepted states of the source that are in no timeline',
    sql: `select p.tenant_id, p.exception_id, s.revision from promised p, generate_series(1, p.states) as s(revision)
      except select tenant_id, exception_id, revision from (${TOLD}) told`,
  },
  {
    kind: 'doubled',
    what: 'states of the source that are in a timeline more than once, or were never accepted',
    sql: `select t.tenant_id, t.exception_id, t.revision, count(*) as times
      from (${TOLD}) t left join promised p using (tenant_id, exception_id)
      group by t.tenant_id, t.exception_id, t.revision, p.states
      having count(*) > 1 or t.revision > coalesce(p.states, 0)`,
  },
  {
    kind: 'out_of_order',
    what: 'states of the source that came before an earlier one',
    sql: `select * from (
        select *, lag(revision) over (partition by tenant_id, exception_id order by sequence) as before from (${TOLD}) told
      ) ordered where before > revision`,
  },
  {
    kind: 'out_of_order',
    what: 'exceptions whose state is not the last one of their source',
    sql: `select e.tenant_id, e.exception_id, e.payload ->> 'state' as state, p.state as last_state
      from exception e join promised p using (tenant_id, exception_id)
      where e.payload ->> 'state' is distinct from p.state or (e.payload ->> 'revision')::integer <> p.states`,
  },
];
