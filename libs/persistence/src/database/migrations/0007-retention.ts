import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Support for retention and steady load: the inbox's key ordered by time, an index for expired ingest keys, and
 * autovacuum tuned to how each table's rows change. Decision 9 has the reasons and figures.
 */
export class Retention1763600000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(inboxKey('consumer, event_time, event_id'));
    await runner.query('create index ingest_key_by_creation on ingest_key (created_at)');
    await runner.query(VACUUMING);
    await runner.query(TUNED_PARTITIONS);
    await runner.query(`
      do $$ declare partition regclass; begin
        for partition in
          select inhrelid from pg_inherits where inhparent in ('exception_event'::regclass, 'event_processing'::regclass)
            and inhrelid::regclass::text !~ '_default$'
        loop
          perform tune_log_partition(partition);
        end loop;
      end $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(PARTITIONS_BEFORE);
    await runner.query('drop function tune_log_partition(regclass)');
    await runner.query(VACUUMING_BEFORE);
    await runner.query('drop index ingest_key_by_creation');
    await runner.query(inboxKey('consumer, event_id, event_time'));
  }
}

/**
 * The ids are random. With the time in front of them, simultaneous inserts share a few pages instead of touching one
 * page each.
 */
const inboxKey = (columns: string): string => `
  alter table event_processing drop constraint event_processing_pkey;
  alter table event_processing add constraint event_processing_pkey primary key (${columns});`;

// The outbox turns over constantly and stays small: its dead rows are removed before they get in the relays' way, and
// it is not truncated, for which every writer would have to wait. Nothing ever searches by a document, so none is
// sampled.
const VACUUMING = `
  alter table outbox set (autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false);
  alter table exception alter column payload set statistics 0, alter column playbook_run set statistics 0,
    alter column policy set statistics 0, alter column milestones set statistics 0;
`;

const VACUUMING_BEFORE = `
  alter table outbox reset (autovacuum_vacuum_threshold, autovacuum_vacuum_scale_factor,
    autovacuum_vacuum_insert_threshold, autovacuum_vacuum_cost_delay, vacuum_truncate);
  alter table exception alter column payload set statistics -1, alter column playbook_run set statistics -1,
    alter column policy set statistics -1, alter column milestones set statistics -1;
`;

// A partition is insert-only, and once its day is over the maintenance job freezes it, once. Until then autovacuum
// would find nothing to clean, however often it ran.
const TUNE_PARTITION = `
  create function tune_log_partition(partition regclass) returns void language plpgsql set search_path = public as $$
  begin
    execute format('alter table %s set (autovacuum_vacuum_insert_threshold = -1,
      toast.autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_threshold = 10000,
      autovacuum_analyze_scale_factor = 0.5)', partition);
    if exists (select from pg_attribute where attrelid = partition and attname = 'payload') then
      execute format('alter table %s alter column payload set statistics 0', partition);
    end if;
  end $$;
  revoke all on function tune_log_partition(regclass) from public;
`;

/** As in migration 2, plus a step for the partition that has just been created as the table `name`. */
const ensurePartitions = (tuning: string): string => `
  create or replace function ensure_partitions(days_back integer, days_ahead integer) returns void
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
        ${tuning}
        execute format('lock table %I in access exclusive mode', parent || '_default');
        execute format(
          'with moved as (delete from %1$I where %2$I >= %3$L and %2$I < %4$L returning *) insert into %5$I select * from moved',
          parent || '_default', time_column, first, after_last, name);
        execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, name, first, after_last);
      end loop;
    end loop;
  end $$;
`;

const TUNED_PARTITIONS = `${TUNE_PARTITION}${ensurePartitions('perform tune_log_partition(name::regclass);')}`;
const PARTITIONS_BEFORE = ensurePartitions('');
