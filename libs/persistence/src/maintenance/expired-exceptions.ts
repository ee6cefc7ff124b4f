/**
 * Deletes finished exceptions past their tenant's retention, with their tool executions and their texts for search: in small
 * transactions, pausing after each for as long as it took. Their events in the log expire with the log's daily partitions.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { DeletedRows } from './expired-rows.ts';
import type { RetentionSettings } from './maintenance.config.ts';

const BATCH = 1_000;
/** Time limit of a run; the rest waits for the next one. */
const LONGEST_MS = 300_000;
const DAY_MS = 86_400_000;

/** Retention of the exceptions in one domain of a tenant. */
interface TenantRetention {
  tenant_id: string;
  domain: string;
  /** Null when neither the tenant nor its policy pack sets it. */
  days: number | null;
}

export async function deleteExpiredExceptions(client: Client, settings: RetentionSettings): Promise<DeletedRows> {
  const deleted = { exception: 0, tool_execution: 0 };
  const started = Date.now();
  const { rows } = await client.query<TenantRetention>(RETENTIONS);
  for (const retention of rows) {
    const keptMs = retention.days === null ? settings.exceptionRetentionMs : retention.days * DAY_MS;
    const oldBefore = new Date(started - keptMs).toISOString();
    for (let exceptions = BATCH; exceptions === BATCH;) {
      if (Date.now() - started > LONGEST_MS) {
        return { deleted, problems: ['exception has more expired rows than could be deleted in time'] };
      }
      const before = Date.now();
      const batch = await deleteBatch(client, retention, oldBefore);
      exceptions = batch.exceptions;
      deleted.exception += batch.exceptions;
      deleted.tool_execution += batch.executions;
      await sleep(exceptions === BATCH ? Date.now() - before : 0);
    }
  }
  return { deleted, problems: [] };
}

async function deleteBatch(
  client: Client,
  { tenant_id, domain }: TenantRetention,
  oldBefore: string,
): Promise<{ exceptions: number; executions: number }> {
  const values = [tenant_id, domain, oldBefore, BATCH];
  const { rows } = await client.query<{ exceptions: number; executions: number }>(DELETE, values);
  return rows[0] ?? { exceptions: 0, executions: 0 };
}

/** The tenant's own setting wins over its policy pack, as in the compiled configuration. */
const RETENTIONS = `
  select a.tenant_id, a.domain, coalesce(t.retention_days, (p.pack_json ->> 'retention_days')::integer) as days
  from pack_activation a
  join tenant t using (tenant_id)
  left join tenant_policy_pack_version p
    on p.tenant_id = a.tenant_id and p.domain = a.domain and p.version = a.policy_pack_version
  order by a.tenant_id, a.domain`;

// Skips locked exceptions: a worker holds them and may be about to reopen them. The condition on created_at follows from the one on
// updated_at; it is there for the index.
const DELETE = `
  with expired as materialized (
    select e.tenant_id, e.exception_id from exception e
    where e.tenant_id = $1 and e.domain = $2 and e.created_at < $3 and e.updated_at < $3
      and e.status = 'resolved' and e.events_in_flight <= 0
      and not exists (
        select from dead_letter_event d
        where d.tenant_id = $1 and d.exception_id = e.exception_id and d.status in ('pending', 'retrying'))
    limit $4
    for update of e skip locked
  ),
  executions as (
    delete from tool_execution x using expired
    where x.tenant_id = $1 and x.exception_id = expired.exception_id
    returning 1
  ),
  texts as (
    delete from exception_text t using expired
    where t.tenant_id = $1 and t.exception_id = expired.exception_id
  ),
  exceptions as (
    delete from exception e using expired
    where e.tenant_id = $1 and e.exception_id = expired.exception_id
    returning 1
  )
  select (select count(*)::integer from exceptions) as exceptions,
    (select count(*)::integer from executions) as executions`;
