import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit trail: append-only, one partition a month. */
export class Audit1763600000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AUDIT_RECORD);
    await runner.query(PARTITIONS);
    await runner.query(FORGET);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function forget_observed_audit_records(timestamptz);
      drop function ensure_audit_partitions(integer);
      drop table audit_record;
      drop type audit_actor_type;
    `);
  }
}

// Most records of a busy tenant are about exceptions and made by agents: the other indexes leave those out. The collation makes a prefix
// of an action a range of the index; a pattern would not do, because row-level security keeps LIKE away from indexes.
const AUDIT_RECORD = `
  create type audit_actor_type as enum ('agent', 'user', 'system', 'cli');
  create table audit_record (
    tenant_id    varchar(64)      not null,
    audit_id     uuid             not null,
    occurred_at  timestamptz      not null,
    actor_type   audit_actor_type not null,
    actor_id     varchar(256)     not null,
    -- noun and verb: pack.activated, case.resolved
    action       varchar(128) collate "C" not null,
    subject_type varchar(64)      not null,
    subject_id   varchar(512)     not null,
    exception_id varchar(128),
    reason       text,
    -- the subject before and after, as far as it changed; without secrets
    before       jsonb,
    after        jsonb,
    request_id   varchar(256),
    -- the service that recorded it: /sentinai/governance
    source       varchar(128)     not null,
    -- the event that says the same; null: none
    event_id     uuid,
    -- whether the observer wrote it, from an event; otherwise it was written in the transaction of the act
    observed     boolean          not null,
    primary key (tenant_id, occurred_at, audit_id)
  ) partition by range (occurred_at);
  create table audit_record_default partition of audit_record default;
  create index audit_record_by_actor on audit_record (tenant_id, actor_id, occurred_at);
  create index audit_record_by_action on audit_record (tenant_id, action, occurred_at);
  create index audit_record_by_exception on audit_record (tenant_id, exception_id, occurred_at) where exception_id is not null;
  create index audit_record_by_subject on audit_record (tenant_id, subject_id, occurred_at) where subject_type <> 'exception';
  create index audit_record_by_request on audit_record (tenant_id, request_id) where request_id is not null;
`;

// Records are kept for years: with a partition a day, each query would plan thousands of them.
const PARTITIONS = `
  -- Creates the partitions of this month and the following ones (UTC). Safe to run at any time, concurrently; needs the owner's rights.
  create function ensure_audit_partitions(months_ahead integer) returns void
  language plpgsql set search_path = public as $$
  declare
    this_month timestamp := date_trunc('month', now() at time zone 'UTC');
    month timestamp;
    name text;
    first timestamptz;
    after_last timestamptz;
  begin
    perform pg_advisory_xact_lock(hashtext('ensure_partitions'));
    for month in select generate_series(this_month, this_month + make_interval(months => months_ahead), interval '1 month') loop
      name := 'audit_record_' || to_char(month, 'YYYYMM');
      continue when to_regclass(name) is not null;
      first := month at time zone 'UTC';
      after_last := (month + interval '1 month') at time zone 'UTC';
      execute format('create table %I (like audit_record including all)', name);
      lock table audit_record_default in access exclusive mode;
      execute format(
        'with moved as (delete from audit_record_default where occurred_at >= %L and occurred_at < %L returning *)
         insert into %I select * from moved', first, after_last, name);
      execute format('alter table audit_record attach partition %I for values from (%L) to (%L)', name, first, after_last);
    end loop;
  end $$;
  revoke all on function ensure_audit_partitions(integer) from public;
  select ensure_audit_partitions(2);
`;

// No role may delete. What the observer wrote can be derived from events again, and only that is within reach of this function.
const FORGET = `
  create function forget_observed_audit_records(since timestamptz) returns bigint
  language sql volatile security definer set search_path = public as $$
    with forgotten as (
      delete from audit_record
      where tenant_id = any ((select current_tenants())::text[]) and occurred_at >= since and observed
      returning 1
    )
    select count(*) from forgotten
  $$;
  revoke all on function forget_observed_audit_records(timestamptz) from public;
`;
