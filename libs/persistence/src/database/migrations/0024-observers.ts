import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Observers and the rebuilds of their tables, and the gate through which each batch of an observer passes. */
export class Observers1763600000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OBSERVERS);
    await runner.query(BEGIN_OBSERVATION);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function begin_observation(varchar, integer[]); drop table observer_rebuild, observer');
  }
}

const OBSERVERS = `
  create table observer (
    name     varchar(64) primary key,
    -- types of the events that it observes
    consumes text[]      not null,
    -- records that its consumer group has yet to read; null: unknown
    lag      bigint,
    -- when a process that hosts it was last alive
    seen_at  timestamptz not null
  );
  create table observer_rebuild (
    id            bigint generated always as identity primary key,
    observer      varchar(64)  not null references observer (name),
    -- 'epoch': the whole log
    from_time     timestamptz  not null,
    -- requested → running → completed, failed or cancelled
    state         varchar(16)  not null default 'requested',
    requested_by  varchar(256) not null,
    requested_at  timestamptz  not null default now(),
    started_at    timestamptz,
    updated_at    timestamptz  not null default now(),
    ended_at      timestamptz,
    -- the last event that was observed again; without an exception: the tenant is about to begin
    at_tenant     varchar(64)  not null default '',
    at_exception  varchar(128) not null default '',
    at_sequence   integer      not null default 0,
    events_done   bigint       not null default 0,
    -- null: not counted
    events_total  bigint,
    -- the process that works on it; another takes over when the time is past
    claimed_by    uuid,
    claimed_until timestamptz,
    -- the last fault
    error         text
  );
  create unique index observer_rebuild_open on observer_rebuild (observer) where state in ('requested', 'running');
  create index observer_rebuild_by_observer on observer_rebuild (observer, id);
`;

// Each statement in it sees what was committed before that statement began: a batch that waited for a rebuild to begin finds it running.
const BEGIN_OBSERVATION = `
  -- Locks the keys of a batch, in ascending order. False, without those locks, while the observer is rebuilt.
  create function begin_observation(for_observer varchar, keys integer[]) returns boolean
  language plpgsql volatile set search_path = public as $$
  begin
    -- A rebuild takes this lock exclusively to begin, and so waits for the batches under way.
    perform pg_advisory_xact_lock_shared(hashtext(for_observer), -1);
    if exists (select from observer_rebuild where observer = for_observer and state = 'running') then
      return false;
    end if;
    perform pg_advisory_xact_lock(hashtext(for_observer), key) from unnest(keys) as key;
    return true;
  end $$;
`;
