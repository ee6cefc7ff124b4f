/**
 * The outbox: events stored by an HTTP request or a timer, waiting to be published. A row refers to its event in the log, or holds
 * an event about a tenant, which the log does not store. The outbox relay publishes rows and deletes them. It serves the tenants of
 * a shard in turn and each tenant's rows in order, so that a flood delays only its own tenant.
 */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { EVENT_COLUMNS, type EventRow, eventFromRow } from '../events/event-log.repository.ts';
import type { StoredEvent, TenantEvent } from '../events/stored-event.ts';

/** Batch size of a relay round. */
export interface OutboxRound {
  /** Most rows in total. */
  rows: number;
  /** Most rows of one tenant in one shard. */
  rowsOfQueue: number;
}

/** Rows taken from the outbox. */
export interface OutboxRows {
  /** Ids of the rows to delete after publishing. */
  ids: string[];
  events: (StoredEvent | TenantEvent)[];
  /** Whether the round left rows behind. */
  more: boolean;
}

export const OUTBOX_SHARDS = 16;

/** Returns the shard of an exception's rows. It is always the same one, so that a single relay at a time keeps their order. */
export function outboxShard(tenantId: string, exceptionId: string): number {
  let hash = 0;
  for (const text of [tenantId, exceptionId]) {
    for (let index = 0; index < text.length; index += 1) hash = (hash * 31 + text.charCodeAt(index)) | 0;
  }
  return Math.abs(hash % OUTBOX_SHARDS);
}

export class OutboxRepository {
  constructor(private readonly producer: string) {}

  /** @param traceparent trace context to publish the events under; absent when their trace is not recorded */
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

  /** Adds events about tenants; they need not be in the log. */
  async addAboutTenants(tx: Transaction, events: readonly TenantEvent[]): Promise<void> {
    if (events.length === 0) return;
    await tx.run(ADD_ABOUT_TENANTS, [
      this.producer,
      events.map((event) => outboxShard(event.tenantId, '')),
      events.map((event) => event.tenantId),
      events.map((event) => event.createdAt.toISOString()),
      events.map((event) => JSON.stringify(event)),
    ]);
  }

  /** Returns the first `most` tenants after `after`, in order, that have waiting rows of this service. Reads across tenants. */
  async tenants(tx: Transaction, after: string, most: number): Promise<string[]> {
    const rows = await tx.rows<{ tenant_id: string }>(TENANTS, [this.producer, after, most]);
    return rows.map((row) => row.tenant_id);
  }

  /** Counts this service's unpublished rows over all tenants, up to `most`. */
  async depth(tx: Transaction, most: number): Promise<number> {
    const [row] = await tx.rows<{ depth: number }>(DEPTH, [this.producer, most]);
    return row?.depth ?? 0;
  }

  /**
   * Locks the shards that have waiting rows and that no other relay holds, until the transaction ends. Each shard has one relay at
   * a time, so nothing is published out of order and no relay waits for another.
   */
  async takeShards(tx: Transaction): Promise<number[]> {
    const rows = await tx.rows<{ shard: number }>(TAKE_SHARDS, [this.producer]);
    return rows.map((row) => row.shard);
  }

  /**
   * Returns the next waiting events of the shards, tenants in turn: first the oldest event of each tenant, then the second
   * oldest. Events of one exception stay in order.
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

const ADD_ABOUT_TENANTS: Statement = {
  name: 'outbox.add_about_tenants',
  text: `
    insert into outbox (producer, shard, tenant_id, event_time, tenant_event)
    select $1, * from unnest($2::smallint[], $3::varchar[], $4::timestamptz[], $5::jsonb[])`,
};

const TENANTS: Statement = {
  name: 'outbox.tenants',
  text: 'select tenants_with_outbox($1, $2, $3) as tenant_id',
};

const DEPTH: Statement = { name: 'outbox.depth', text: 'select outbox_depth($1, $2) as depth' };

/** One index look-up per shard, however many rows wait. */
const TAKE_SHARDS: Statement = {
  name: 'outbox.take_shards',
  text: `
    select shard from generate_series(0, ${OUTBOX_SHARDS - 1}) as shard
    where exists (select from outbox where producer = $1 and outbox.shard = shard.shard::smallint)
      and pg_try_advisory_xact_lock(hashtextextended('outbox:' || $1 || ':' || shard, 0))`,
};

// Finds the queues (one per tenant and shard) by a loose index scan that skips from one to the next without reading their rows.
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

/** A tenant event as stored in JSON. */
type StoredTenantEvent = Omit<TenantEvent, 'createdAt'> & { createdAt: string };

const tenantEventFrom = (stored: StoredTenantEvent): TenantEvent => ({
  ...stored,
  createdAt: new Date(stored.createdAt),
});
