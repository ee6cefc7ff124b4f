import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events that wait for a retry, and the life cycle of a dead letter after its first failure. */
export class Retries1763600000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(WAITING_EVENTS);
    await runner.query(DEAD_LETTER_LIFE);
    await runner.query(DUE_TENANTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function tenants_with_due_events(varchar, timestamptz)');
    await runner.query(`
      alter table dead_letter_event drop column resolved_by, drop column resolved_at, drop column note,
        drop column retries, drop column counted;
      drop table waiting_event;
    `);
  }
}

const WAITING_EVENTS = `
  create table waiting_event (
    -- order of arrival, which is the order of processing within an exception
    id             bigint generated always as identity primary key,
    consumer       varchar(64)  not null,
    tenant_id      varchar(64)  not null,
    exception_id   varchar(128) not null,
    event_id       uuid         not null,
    topic          varchar(128) not null,
    partition      integer      not null,
    "offset"       bigint       not null,
    headers        jsonb        not null,
    payload        bytea        not null,
    -- 0: parked behind another event of its exception, not tried yet
    attempts       integer      not null,
    -- null: parked
    due_at         timestamptz,
    error_code     varchar(64),
    error          text,
    -- sequence of the last attempt's RetryScheduled in the exception's timeline
    first_sequence integer,
    last_sequence  integer,
    created_at     timestamptz  not null,
    handled_at     timestamptz  not null,
    unique (consumer, event_id)
  );
  create index waiting_event_due on waiting_event (consumer, due_at) where due_at is not null;
  -- One head per exception: two could overtake each other.
  create unique index waiting_event_head on waiting_event (consumer, tenant_id, exception_id) where due_at is not null;
  create index waiting_event_by_exception on waiting_event (consumer, tenant_id, exception_id, id);
  alter table waiting_event enable row level security;
  create policy tenant_isolation on waiting_event
    using (tenant_id = any ((select current_tenants())::text[]))
    with check (tenant_id = any ((select current_tenants())::text[]));
`;

// status: pending → retrying → succeeded, or back to pending; pending → discarded
const DEAD_LETTER_LIFE = `
  alter table dead_letter_event
    add column resolved_by varchar(256),
    add column resolved_at timestamptz,
    add column note        text,
    -- number of retries requested by people
    add column retries     integer not null default 0,
    -- while it is retried: whether its exception counts it as an event in flight
    add column counted     boolean not null default false;
`;

/** Returns ids only: the tenants that a worker has to name to see due events. */
const DUE_TENANTS = `
  create function tenants_with_due_events(for_consumer varchar, due timestamptz) returns setof varchar
  language sql stable security definer set search_path = public as $$
    select distinct tenant_id from waiting_event where consumer = for_consumer and due_at <= due
  $$;
  revoke all on function tenants_with_due_events(varchar, timestamptz) from public;`;
