import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The system of record and its log. `exception_event` and `event_processing` are partitioned by the event's own time;
 * `ensure_partitions` creates their partitions ahead, and a default partition takes everything outside them.
 *
 * The hot tables have no foreign keys: their writers lock the exception or check the tenant in the same transaction,
 * and a foreign key would lock the tenant's single row for every event.
 */
export class Exceptions1763600000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EXCEPTION);
    await runner.query(EVENT_LOG);
    await runner.query(PARTITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function ensure_partitions(integer, integer);
      drop table event_processing, exception_event, exception;
      drop type actor_type, exception_status, exception_severity;
    `);
  }
}

const EXCEPTION = `
  create type exception_severity as enum ('low', 'medium', 'high', 'critical');
  create type exception_status as enum ('open', 'analyzing', 'resolved', 'escalated');
  create table exception (
    tenant_id           varchar(64)  not null,
    exception_id        varchar(128) not null,
    domain              varchar(256) not null,
    type                varchar(256) not null,
    severity            exception_severity not null,
    status              exception_status not null,
    stage               varchar(32)  not null,
    source_system       varchar(256) not null,
    source_status       varchar(256),
    entity              varchar(512),
    amount              double precision,
    title               text,
    owner               varchar(256),
    payload             jsonb        not null,
    occurred_at         timestamptz  not null,
    source_updated_at   timestamptz,
    sla_deadline        timestamptz,
    sla_state           varchar(16)  not null default 'none',
    sla_next_at         timestamptz,
    current_playbook_id integer,
    current_step        integer,
    playbook_run        jsonb,
    policy              jsonb,
    milestones          jsonb        not null default '{}',
    human_touches       integer      not null default 0,
    domain_pack_version integer,
    policy_pack_version integer,
    resolved_at         timestamptz,
    created_at          timestamptz  not null,
    updated_at          timestamptz  not null,
    event_count         integer      not null,
    events_in_flight    integer      not null,
    primary key (tenant_id, exception_id)
  ) with (fillfactor = 70);
  create index exception_by_domain on exception (tenant_id, domain, created_at);
  create index exception_by_creation on exception (tenant_id, created_at desc, exception_id desc);
  create index exception_by_status on exception (tenant_id, status, severity);
  create index exception_sla_due on exception (sla_next_at) where sla_next_at is not null;
`;

const EVENT_LOG = `
  create type actor_type as enum ('agent', 'user', 'system');
  create table exception_event (
    tenant_id      varchar(64)  not null,
    exception_id   varchar(128) not null,
    -- position in the exception's timeline, from 1, without gaps
    sequence       integer      not null,
    event_id       uuid         not null,
    event_type     varchar(64)  not null,
    schema_version smallint     not null,
    source         varchar(128) not null,
    actor_type     actor_type   not null,
    actor_id       varchar(256),
    correlation_id varchar(256) not null,
    causation_id   uuid,
    payload        jsonb        not null,
    created_at     timestamptz  not null,
    primary key (tenant_id, exception_id, sequence, created_at)
  ) partition by range (created_at);
  create table exception_event_default partition of exception_event default;
  create index exception_event_by_time on exception_event using brin (created_at);

  create table event_processing (
    consumer       varchar(64)  not null,
    event_id       uuid         not null,
    event_time     timestamptz  not null,
    tenant_id      varchar(64)  not null,
    exception_id   varchar(128) not null,
    -- the events its decision emitted, by their sequence; null when it emitted none
    first_sequence integer,
    last_sequence  integer,
    status         varchar(16)  not null,
    processed_at   timestamptz  not null,
    primary key (consumer, event_id, event_time)
  ) partition by range (event_time);
  create table event_processing_default partition of event_processing default;
`;

// A day's partition is created next to the log and then attached, so that the log stays readable and writable. Rows
// that arrived before their partition are in the default partition, which would refuse the attachment: they move
// first.
const PARTITIONS = `
  -- Makes one partition a day for both logs, from days_back ago to days_ahead from now. Safe to run at any time, by many.
  create function ensure_partitions(days_back integer, days_ahead integer) returns void
  language plpgsql security definer set search_path = public as $$
  declare
    parent text;
    time_column text;
    day date;
    name text;
    first timestamptz;
    after_last timestamptz;
  begin
    perform pg_advisory_xact_lock(hashtext('ensure_partitions'));
    for parent, time_column in values ('exception_event', 'created_at'), ('event_processing', 'event_time') loop
      for day in select generate_series(current_date - days_back, current_date + days_ahead, interval '1 day')::date loop
        name := parent || '_' || to_char(day, 'YYYYMMDD');
        continue when to_regclass(name) is not null;
        first := day::timestamp at time zone 'UTC';
        after_last := (day + 1)::timestamp at time zone 'UTC';
        execute format('create table %I (like %I including all)', name, parent);
        execute format('lock table %I in access exclusive mode', parent || '_default');
        execute format(
          'with moved as (delete from %1$I where %2$I >= %3$L and %2$I < %4$L returning *) insert into %5$I select * from moved',
          parent || '_default', time_column, first, after_last, name);
        execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, name, first, after_last);
      end loop;
    end loop;
  end $$;
  revoke all on function ensure_partitions(integer, integer) from public;
  select ensure_partitions(1, 14);
`;
