/** The limit's set-based SQL. Each statement has a name, so PostgreSQL plans it once per connection. */
import { LIMIT_SCHEMA } from './tables.ts';

export const INBOX = {
  name: 'limit.inbox',
  text: `
    insert into ${LIMIT_SCHEMA}.event_processing (consumer, event_id, event_time, tenant_id, exception_id,
      first_sequence, last_sequence, status, processed_at)
    select $1, v.*, 'processed', $8::timestamptz from unnest($2::uuid[], $3::timestamptz[], $4::varchar[], $5::varchar[],
      $6::integer[], $7::integer[]) as v
    on conflict do nothing returning event_id`,
};

export const EVENTS = {
  name: 'limit.events',
  text: `
    insert into ${LIMIT_SCHEMA}.exception_event (tenant_id, exception_id, sequence, event_id, event_type, schema_version,
      source, actor_type, actor_id, correlation_id, causation_id, payload, created_at)
    select tenant_id, exception_id, sequence, event_id, event_type, 1, $8, 'agent', $8, exception_id, causation_id, payload,
      $9::timestamptz
    from unnest($1::varchar[], $2::varchar[], $3::integer[], $4::uuid[], $5::varchar[], $6::uuid[], $7::jsonb[])
      as v(tenant_id, exception_id, sequence, event_id, event_type, causation_id, payload)`,
};

export const UPDATE = {
  name: 'limit.update',
  text: `
    update ${LIMIT_SCHEMA}.exception e
    set event_count = e.event_count + v.emitted, events_in_flight = e.events_in_flight + v.in_flight, stage = v.stage,
      milestones = v.milestones, policy = coalesce(v.policy, e.policy),
      playbook_run = coalesce(v.playbook_run, e.playbook_run), updated_at = $8::timestamptz
    from unnest($1::varchar[], $2::varchar[], $3::integer[], $4::integer[], $5::jsonb[], $6::jsonb[], $7::jsonb[],
      $9::varchar[]) as v(tenant_id, exception_id, emitted, in_flight, milestones, policy, playbook_run, stage)
    where e.tenant_id = v.tenant_id and e.exception_id = v.exception_id`,
};

export const EXCEPTIONS = {
  name: 'limit.exceptions',
  text: `
    insert into ${LIMIT_SCHEMA}.exception
    select r.* from unnest($1::jsonb[]) as v(document)
    cross join lateral jsonb_populate_record(null::${LIMIT_SCHEMA}.exception, v.document) as r`,
};

export const INGEST_KEYS = {
  name: 'limit.ingest_keys',
  text: `
    insert into ${LIMIT_SCHEMA}.ingest_key (tenant_id, key, request_hash, exception_id, event_id, event_type, created_at)
    select tenant_id, event_id, event_id, exception_id, event_id, 'ExceptionIngested', $4::timestamptz
    from unnest($1::varchar[], $2::varchar[], $3::uuid[]) as v(tenant_id, exception_id, event_id)`,
};

export const TOOL_EXECUTIONS = {
  name: 'limit.tool_executions',
  text: `
    insert into ${LIMIT_SCHEMA}.tool_execution (tenant_id, execution_id, exception_id, tool, tool_version, status,
      arguments, output, http_status, attempts, requested_by, requested_at, started_at, completed_at)
    select tenant_id, event_id, exception_id, 'tool', 1, 'succeeded', arguments, arguments, 200, 1, 'playbook', $5, $5, $5
    from unnest($1::varchar[], $2::varchar[], $3::uuid[], $4::jsonb[]) as v(tenant_id, exception_id, event_id, arguments)`,
};
