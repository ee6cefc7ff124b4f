/** Each step that calls a tool has one request, one result and one effect, in the database and in the tools' own ledger. */
import type { LedgerQuery } from './difference.ts';

const REQUESTED = `
  select p.tenant_id, p.exception_id, p.tool_calls, count(v.event_id) as requested
  from promised p left join exception_event v
    on v.tenant_id = p.tenant_id and v.exception_id = p.exception_id and v.event_type = 'ToolExecutionRequested'
  group by p.tenant_id, p.exception_id, p.tool_calls`;

const ANSWERED = `
  select r.tenant_id, r.exception_id, r.payload ->> 'execution_id' as execution_id, count(a.event_id) as answers
  from exception_event r left join exception_event a
    on a.tenant_id = r.tenant_id and a.exception_id = r.exception_id
      and a.event_type in ('ToolExecutionCompleted', 'ToolExecutionFailed')
      and a.payload ->> 'execution_id' = r.payload ->> 'execution_id'
  where r.event_type = 'ToolExecutionRequested'
  group by r.tenant_id, r.exception_id, r.payload ->> 'execution_id'`;

export const TOOL_QUERIES: readonly LedgerQuery[] = [
  {
    kind: 'lost',
    what: 'exceptions with fewer tool calls than their playbook asks for',
    sql: `select * from (${REQUESTED}) r where requested < tool_calls`,
  },
  {
    kind: 'doubled',
    what: 'exceptions with more tool calls than their playbook asks for',
    sql: `select * from (${REQUESTED}) r where requested > tool_calls`,
  },
  { kind: 'lost', what: 'tool calls without an answer', sql: `select * from (${ANSWERED}) a where answers = 0` },
  { kind: 'doubled', what: 'tool calls with several answers', sql: `select * from (${ANSWERED}) a where answers > 1` },
  {
    kind: 'lost',
    what: 'tool calls that were not recorded as executed',
    sql: `select r.tenant_id, r.exception_id, r.execution_id, x.status from (${ANSWERED}) r
      left join tool_execution x on x.tenant_id = r.tenant_id and x.execution_id = r.execution_id::uuid
      where x.status is distinct from 'succeeded' and x.status is distinct from 'failed'`,
  },
  {
    kind: 'lost',
    what: 'tool calls that succeeded without an effect at the tool',
    sql: `select x.tenant_id, x.exception_id, x.execution_id, c.state from tool_execution x
      left join called c on c.key = x.execution_id::text
      where x.status = 'succeeded' and c.state is distinct from 'effective'`,
  },
  {
    kind: 'doubled',
    what: 'effects at a tool that no step requested',
    sql: `select c.key, c.tool, c.state from called c
      where not exists (select from tool_execution x where x.execution_id::text = c.key)`,
  },
];
