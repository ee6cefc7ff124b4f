import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DUE_TENANT_GRANTS } from '../roles.ts';

/**
 * Loops that serve all tenants ask which of them have something due, and name only those. Each function bypasses
 * row-level security, returns only tenant ids, and costs what is due, not what exists. `all_tenant_ids` stays
 * granted: services of the previous version still call it during the rollout.
 */
export class DueTenants1763600000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const text of [OUTBOX, OUTBOX_DEPTH, dueClocks('sla', 'sla_next_at'), dueClocks('timers', 'timer_at'), JOBS]) {
      await runner.query(text);
    }
    for (const [name, roles] of Object.entries(DUE_TENANT_GRANTS)) {
      await runner.query(`
        revoke all on function ${name} from public;
        grant execute on function ${name} to ${roles.join(', ')};
      `);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of Object.keys(DUE_TENANT_GRANTS)) await runner.query(`drop function ${name}`);
  }
}

// A plan is made once, perhaps while the table is empty, and kept: it must not scan the table once it has filled up.
const BY_INDEX = 'set search_path = public set enable_seqscan = off set enable_bitmapscan = off';

// Tenants after `after`, in order. The index on the queues (shard, tenant) is skip-scanned: the rows waiting in a
// queue are not read.
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

// The rows stay locked, for the transaction to work on them: rows locked by another replica name no tenant.
const dueClocks = (what: string, column: string): string => `
  create function tenants_with_due_${what}(due timestamptz, most integer) returns setof varchar
  language sql volatile security definer ${BY_INDEX} as $$
    select distinct tenant_id from (
      select tenant_id from exception where ${column} <= due order by ${column} limit most
      for no key update skip locked
    ) as due_rows
  $$`;

// The tenant of the job whose turn it is; the job stays locked.
const JOBS = `
  create function tenants_with_open_jobs(at timestamptz) returns setof varchar
  language sql volatile security definer ${BY_INDEX} as $$
    select j.tenant_id from bulk_job j join tenant t on t.tenant_id = j.tenant_id and t.status = 'active'
    where j.status in ('pending', 'running') and (j.claimed_until is null or j.claimed_until < at)
    order by j.worked_at nulls first limit 1
    for update of j skip locked
  $$`;
