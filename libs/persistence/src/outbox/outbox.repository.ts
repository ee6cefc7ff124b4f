/**
 * Events stored by an HTTP request or a timer, waiting to be published. A row points at its event in the log, or
 * holds an event about a tenant, which the log does not have. The relay publishes rows and deletes them: the tenants
 * of a shard in turn, each tenant's rows in order, so that a flood waits in its own queue.
 */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { EVENT_COLUMNS, type EventRow, eventFromRow } from '../events/event-log.repository.ts';
import type { StoredEvent, TenantEvent } from '../events/stored-event.ts';

/** Limits of one relay round. */
export interface OutboxRound {
  /** Rows in total. */
  rows: number;
  /** Rows per tenant and shard. */
  rowsOfQueue: number;
}

/** Rows taken from the outbox. */
export interface OutboxRows {
  /** Ids to delete once the events are published. */
  ids: string[];
  events: (StoredEvent | TenantEvent)[];
  /** Whether the round left any rows. */
  more: boolean;
}

export const OUTBOX_SHARDS = 16;

/** Returns the shard of an exception's rows: always the same one, so that one relay at a time keeps their order. */
export function outboxShard(tenantId: string, exceptionId: string): number {
  let hash = 0;
  for (const text of [tenantId, exceptionId]) {
    for (let index = 0; index < text.length; index += 1) hash = (hash * 31 + text.charCodeAt(index)) | 0;
  }
  return Math.abs(hash % OUTBOX_SHARDS);
}

export class OutboxRepository {
  constructor(private readonly producer: string) {}

  /** @param traceparent context to publish the events under; absent when their trace is not recorded */
  async add(tx: Transaction, events: readonly StoredEvent[], traceparent?: string): Promise<void> {
    if (events.length === 0) return;
    await tx.run(ADD, [
      this.producer,
      events.map((event) => outboxShard(event.tenantId, event.exceptionId)),
      events.map((event) => event.tenantId),
      events.map((event) => event.exceptionId),
      events.map((event) => event.sequence),
      events.map((event) => event.createdAt.toISOString()),
      traceparent ?? null,
    ]);
  }

  /** Adds an event about a tenant; it need not be in the log. */
  async addAboutTenant(tx: Transaction, event: TenantEvent): Promise<void> {
    const row = [this.producer, outboxShard(event.tenantId, ''), event.tenantId, event.createdAt.toISOString()];
    await tx.run(ADD_ABOUT_TENANT, [...row, JSON.stringify(event)]);
  }

  /**
   * Returns tenants with waiting rows of this service, in order: the first `most` after `after`. Queries across
   * tenants.
   */
  async tenants(tx: Transaction, after: string, most: number): Promise<string[]> {
    const rows = await tx.rows<{ tenant_id: string }>(TENANTS, [this.producer, after, most]);
    return rows.map((row) => row.tenant_id);
  }

  /** Counts this service's waiting rows, of all tenants, up to `most`. */
  async depth(tx: Transaction, most: number): Promise<number> {
    const [row] = await tx.rows<{ depth: number }>(DEPTH, [this.producer, most]);
    return row?.depth ?? 0;
  }

  /**
   * Locks, until the transaction ends, the shards with waiting rows that no other relay has locked. A relay also
   * finishes the shards it has taken: nothing is published out of order, and nobody waits.
   */
  async takeShards(tx: Transaction): Promise<number[]> {
    const rows = await tx.rows<{ shard: number }>(TAKE_SHARDS, [this.producer]);
    return rows.map((row) => row.shard);
  }

  /**
   * Returns the next waiting events of the shards, tenants in turn: everybody's oldest first, then everybody's
   * second. Those of one exception are in order.
   */
  async next(tx: Transaction, shards: readonly number[], round: OutboxRound): Promise<OutboxRows> {
    const rows = await tx.rows<OutboxRow>(NEXT, [this.producer, shards, round.rows, round.rowsOfQueue]);
    return {
      ids: rows.map((row) => row.outbox_id),
      events: rows.map(waitingEvent),
      more: rows.length === round.rows || rows.some(({ turn }) => Number(turn) === round.rowsOfQueue),
    };
  }

  async remove(tx: Transaction, ids: readonly string[]): Promise<void> {
    await tx.run(REMOVE, [ids]);
  }
}

const ADD: Statement = {
  name: 'outbox.add',
  text: `
    insert into outbox (producer, traceparent, shard, tenant_id, exception_id, sequence, event_time)
    select $1, $7, * from unnest($2::smallint[], $3::varchar[], $4::varchar[], $5::integer[], $6::timestamptz[])`,
};

const ADD_ABOUT_TENANT: Statement = {
  name: 'outbox.add_about_tenant',
  text: 'insert into outbox (producer, shard, tenant_id, event_time, tenant_event) values ($1, $2, $3, $4, $5)',
};

const TENANTS: Statement = {
  name: 'outbox.tenants',
  text: 'select tenants_with_outbox($1, $2, $3) as tenant_id',
};

const DEPTH: Statement = { name: 'outbox.depth', text: 'select outbox_depth($1, $2) as depth' };

/** One index lookup per shard: the waiting rows are not counted, however many there are. */
const TAKE_SHARDS: Statement = {
  name: 'outbox.take_shards',
  text: `
    select shard from generate_series(0, ${OUTBOX_SHARDS - 1}) as shard
    where exists (select from outbox where producer = $1 and outbox.shard = shard.shard::smallint)
      and pg_try_advisory_xact_lock(hashtextextended('outbox:' || $1 || ':' || shard, 0))`,
};

// The queues (a tenant in a shard) are found by a skip scan of the index, not by reading their waiting rows.
const NEXT: Statement = {
  name: 'outbox.next',
  plannedAnew: true,
  text: `
    with recursive queue as (
      (select shard, tenant_id from outbox where producer = $1 and shard = any ($2::smallint[])
       order by shard, tenant_id limit 1)
      union all
      select following.shard, following.tenant_id
      from queue cross join lateral (
        select shard, tenant_id from outbox
        where producer = $1 and shard = any ($2::smallint[]) and (shard, tenant_id) > (queue.shard, queue.tenant_id)
        order by shard, tenant_id limit 1
      ) as following
    ),
    next as (
      select waiting.* from queue cross join lateral (
        select oldest.*, row_number() over (order by oldest.id) as turn
        from (
          select * from outbox
          where producer = $1 and shard = queue.shard and tenant_id = queue.tenant_id order by id limit $4
        ) as oldest
      ) as waiting
      order by turn, id limit $3
    )
    select next.id as outbox_id, next.turn, next.tenant_event, next.traceparent, event.*
    from next
    left join lateral (
      select ${EVENT_COLUMNS} from exception_event e
      where e.tenant_id = next.tenant_id and e.exception_id = next.exception_id and e.sequence = next.sequence
        and e.created_at = next.event_time
      offset 0
    ) as event on true
    order by next.turn, next.id`,
};

const REMOVE: Statement = { name: 'outbox.remove', text: 'delete from outbox where id = any ($1::bigint[])' };

type OutboxRow = EventRow & {
  outbox_id: string;
  /** Position in its queue, from 1. */
  turn: string;
  tenant_event: StoredTenantEvent | null;
  traceparent: string | null;
};

function waitingEvent(row: OutboxRow): StoredEvent | TenantEvent {
  if (row.tenant_event) return tenantEventFrom(row.tenant_event);
  const event = eventFromRow(row);
  if (row.traceparent !== null) event.traceparent = row.traceparent;
  return event;
}

/** In its JSON form. */
type StoredTenantEvent = Omit<TenantEvent, 'createdAt'> & { createdAt: string };

const tenantEventFrom = (stored: StoredTenantEvent): TenantEvent => ({
  ...stored,
  createdAt: new Date(stored.createdAt),
});
