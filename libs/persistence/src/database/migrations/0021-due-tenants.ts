import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Loops that work for all tenants query which of them have due work, and name only those. Each function bypasses row-level security but
 * returns only tenant ids; its cost depends on the due rows, not on all rows. `all_tenant_ids` stays granted: services of the previous
 * version still call it during the rollout.
 */
export class DueTenants1763600000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const text of [OUTBOX, OUTBOX_DEPTH, dueClocks('sla', 'sla_next_at'), dueClocks('timers', 'timer_at'), JOBS]) {
      await runner.query(text);
    }
    for (const name of FUNCTIONS) await runner.query(`revoke all on function ${name} from public`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of FUNCTIONS) await runner.query(`drop function ${name}`);
  }
}

const FUNCTIONS = [
  'tenants_with_outbox(varchar, varchar, integer)',
  'outbox_depth(varchar, integer)',
  'tenants_with_due_sla(timestamptz, integer)',
  'tenants_with_due_timers(timestamptz, integer)',
  'tenants_with_open_jobs(timestamptz)',
];

// A plan is made once, perhaps while the table is empty, and kept: it must not scan the table after it has grown.
const BY_INDEX = 'set search_path = public set enable_seqscan = off set enable_bitmapscan = off';

// The tenants after `after`, in order. A loose scan of the index on the queues (shard, tenant): the rows of a queue are not read.
const OUTBOX = `
  create function tenants_with_outbox(for_producer varchar, after varchar, most integer) returns setof varchar
  language sql stable security definer ${BY_INDEX} as $$
    with recursive queue as (
      select shard.shard, first.tenant_id, 1 as place
      from (select generate_series(0, 15)::smallint as shard) as shard
      cross join lateral (
        select tenant_id from outbox
        where producer = for_producer and outbox.shard = shard.shard and tenant_id > after
        order by tenant_id limit 1
      ) as first
      union all
      select queue.shard, following.tenant_id, queue.place + 1
      from queue cross join lateral (
        select tenant_id from outbox
        where producer = for_producer and outbox.shard = queue.shard and tenant_id > queue.tenant_id
        order by tenant_id limit 1
      ) as following
      where queue.place < most
    )
    select distinct tenant_id from queue order by tenant_id limit most
  $$`;

const OUTBOX_DEPTH = `
  create function outbox_depth(for_producer varchar, most integer) returns integer
  language sql stable security definer ${BY_INDEX} as $$
    select count(*)::integer from (select from outbox where producer = for_producer limit most) as waiting
  $$`;

// The rows stay locked, for the transaction to work on them. Rows that another copy has locked are skipped.
const dueClocks = (what: string, column: string): string => `
  create function tenants_with_due_${what}(due timestamptz, most integer) returns setof varchar
  language sql volatile security definer ${BY_INDEX} as $$
    select distinct tenant_id from (
      select tenant_id from exception where ${column} <= due order by ${column} limit most
      for no key update skip locked
    ) as due_rows
  $$`;

// Returns the tenant of the job whose turn it is; the job stays locked.
const JOBS = `
  create function tenants_with_open_jobs(at timestamptz) returns setof varchar
  language sql volatile security definer ${BY_INDEX} as $$
    select j.tenant_id from bulk_job j join tenant t on t.tenant_id = j.tenant_id and t.status = 'active'
    where j.status in ('pending', 'running') and (j.claimed_until is null or j.claimed_until < at)
    order by j.worked_at nulls first limit 1
    for update of j skip locked
  $$`;
