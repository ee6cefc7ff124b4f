/**
 * Stores a large number of exceptions without processing them. Set-based SQL copies the rehearsed exceptions with all their
 * rows (texts, events, inbox rows, ingest keys, tool runs) under new ids, spread over the tenants of their domain and the last days.
 */
import type { Pool } from 'pg';
import type { Exemplar } from '../load/rehearsal.ts';
import { BENCH_TENANTS } from '../load/bench-tenants.ts';

export interface PrefillPlan {
  exemplars: readonly Exemplar[];
  /** Minimum number of events to store. */
  events: number;
  eventsPerException: number;
  say: (line: string) => void;
  signal: AbortSignal;
}

const DAYS = 7;
/** Copies of each exemplar in one transaction. */
const COPIES_AT_ONCE = 100;
/** Prefix of the ids of exceptions that were never processed. */
export const PREFILL_PREFIX = 'PREFILL-';

/** @returns the number of stored exceptions */
export async function prefill(database: Pool, plan: PrefillPlan): Promise<number> {
  const { exemplars, events, eventsPerException, say, signal } = plan;
  const copies = Math.ceil(events / (eventsPerException * exemplars.length));
  const siblings = new Map(exemplars.map(({ tenantId }) => [tenantId, siblingOf(tenantId)]));
  const keys = [
    exemplars.map(({ tenantId }) => tenantId),
    exemplars.map(({ exceptionId }) => exceptionId),
    exemplars.map(({ tenantId }) => siblings.get(tenantId)),
  ];
  const began = performance.now();
  const client = await database.connect();
  try {
    await client.query('set synchronous_commit = off');
    await client.query('select ensure_partitions($1, 14)', [DAYS + 1]);
    const columns = (await client.query<{ name: string }>(PLAIN_COLUMNS)).rows.map(({ name }) => name);
    const copying = [copyExceptions(columns), COPY_TEXTS, COPY_EVENTS, COPY_INBOX, COPY_KEYS, COPY_TOOL_RUNS];
    for (let first = 0; first < copies; first += COPIES_AT_ONCE) {
      signal.throwIfAborted();
      const values = [...keys, first, Math.min(copies, first + COPIES_AT_ONCE) - 1];
      await client.query('begin');
      for (const text of copying) await client.query(text, values);
      await client.query('commit');
      const stored = Math.round(Math.min(copies, first + COPIES_AT_ONCE) * exemplars.length * eventsPerException);
      const seconds = (performance.now() - began) / 1_000;
      say(`  ${stored} events stored, ${(stored / seconds).toFixed(0)} per second`);
    }
    await client.query('vacuum analyze exception, exception_text, exception_event, event_processing, tool_execution');
  } finally {
    client.release(true);
  }
  return copies * exemplars.length;
}

/** Returns another tenant with the same packs, which gets every other copy. */
function siblingOf(tenantId: string): string {
  const demo = BENCH_TENANTS.find((tenant) => tenant.tenantId === tenantId)?.demo;
  return BENCH_TENANTS.findLast((tenant) => tenant.demo === demo)?.tenantId ?? tenantId;
}

/**
 * The copies to create: exemplar, tenant, id and time shift. Copies of the same original are seconds apart.
 * The id of a copy is a hash of the original's id and the copy's number, so that causation ids stay consistent.
 */
const COPIES = `
  unnest($1::varchar[], $2::varchar[], $3::varchar[]) as x(tenant_id, exception_id, sibling)
  cross join generate_series($4::integer, $5::integer) as n
  cross join lateral (select
    case when n % 2 = 0 then x.tenant_id else x.sibling end as tenant,
    '${PREFILL_PREFIX}' || n || substr(x.exception_id, 10) as id,
    (n % ${DAYS}) * interval '1 day' + (n / ${DAYS}) * interval '7 seconds' as earlier) as c`;

/** A hash as a UUID of version 8 (RFC 9562), which the APIs and workers take as an id. */
const ID_OF = (column: string): string =>
  `overlay(overlay(md5(${column}::text || n) placing '8' from 13) placing '8' from 17)::uuid`;

/** Copies whole rows, except generated columns. */
const copyExceptions = (columns: readonly string[]): string => `
  insert into exception (${columns.join(', ')})
  select ${columns.map((column) => `r.${column}`).join(', ')} from ${COPIES}
  join exception e on e.tenant_id = x.tenant_id and e.exception_id = x.exception_id
  cross join lateral jsonb_populate_record(e, jsonb_build_object(
    'tenant_id', c.tenant, 'exception_id', c.id, 'sla_next_at', null,
    'created_at', e.created_at - c.earlier, 'updated_at', e.updated_at - c.earlier,
    'occurred_at', e.occurred_at - c.earlier, 'resolved_at', e.resolved_at - c.earlier)) as r`;

const PLAIN_COLUMNS = `
  select column_name as name from information_schema.columns
  where table_schema = 'public' and table_name = 'exception' and is_generated = 'NEVER'`;

const COPY_TEXTS = `
  insert into exception_text (tenant_id, exception_id, created_at, content)
  select e.tenant_id, e.exception_id, e.created_at, concat_ws(chr(10), e.exception_id, e.entity, e.title)
  from ${COPIES}
  join exception e on e.tenant_id = c.tenant and e.exception_id = c.id`;

const COPY_EVENTS = `
  insert into exception_event (tenant_id, exception_id, sequence, event_id, event_type, schema_version, source, actor_type,
    actor_id, correlation_id, causation_id, payload, created_at)
  select c.tenant, c.id, v.sequence, ${ID_OF('v.event_id')}, v.event_type, v.schema_version, v.source, v.actor_type,
    v.actor_id, c.id, ${ID_OF('v.causation_id')}, v.payload, v.created_at - c.earlier
  from ${COPIES}
  join exception_event v on v.tenant_id = x.tenant_id and v.exception_id = x.exception_id`;

const COPY_INBOX = `
  insert into event_processing (consumer, event_id, event_time, tenant_id, exception_id, first_sequence, last_sequence,
    status, processed_at)
  select p.consumer, ${ID_OF('p.event_id')}, p.event_time - c.earlier, c.tenant, c.id, p.first_sequence, p.last_sequence,
    p.status, p.processed_at - c.earlier
  from ${COPIES}
  join event_processing p on p.tenant_id = x.tenant_id and p.exception_id = x.exception_id`;

const COPY_KEYS = `
  insert into ingest_key (tenant_id, key, request_hash, exception_id, event_id, event_type, created_at)
  select c.tenant, ${ID_OF('k.key')}, k.request_hash, c.id, ${ID_OF('k.event_id')}, k.event_type, k.created_at - c.earlier
  from ${COPIES}
  join ingest_key k on k.tenant_id = x.tenant_id and k.exception_id = x.exception_id`;

const COPY_TOOL_RUNS = `
  insert into tool_execution
  select r.* from ${COPIES}
  join tool_execution t on t.tenant_id = x.tenant_id and t.exception_id = x.exception_id
  cross join lateral jsonb_populate_record(t, jsonb_build_object(
    'tenant_id', c.tenant, 'exception_id', c.id, 'execution_id', ${ID_OF('t.execution_id')},
    'requested_at', t.requested_at - c.earlier, 'started_at', t.started_at - c.earlier,
    'completed_at', t.completed_at - c.earlier)) as r`;
