/**
 * Events stored by an HTTP request or a timer, waiting to be published. A row points at its event in the log; the relay
 * publishes a shard's rows in order and deletes them.
 */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import { EVENT_COLUMNS, type EventRow, eventFromRow } from '../events/event-log.repository.ts';
import type { StoredEvent } from '../events/stored-event.ts';

export const OUTBOX_SHARDS = 16;

/** Where an exception's rows go: always the same shard, so that one relay at a time keeps their order. */
export function outboxShard(tenantId: string, exceptionId: string): number {
  let hash = 0;
  for (const text of [tenantId, exceptionId]) {
    for (let index = 0; index < text.length; index += 1) hash = (hash * 31 + text.charCodeAt(index)) | 0;
  }
  return Math.abs(hash % OUTBOX_SHARDS);
}

export class OutboxRepository {
  constructor(private readonly producer: string) {}

  async add(tx: Transaction, events: readonly StoredEvent[]): Promise<void> {
    if (events.length === 0) return;
    await tx.run(ADD, [
      this.producer,
      events.map((event) => outboxShard(event.tenantId, event.exceptionId)),
      events.map((event) => event.tenantId),
      events.map((event) => event.exceptionId),
      events.map((event) => event.sequence),
      events.map((event) => event.createdAt.toISOString()),
    ]);
  }

  /**
   * Takes the shards that have rows waiting and that no other relay works on, until the transaction ends. What another
   * relay has taken, it also finishes: nothing is published out of order, and nobody waits.
   */
  async takeShards(tx: Transaction): Promise<number[]> {
    const rows = await tx.rows<{ shard: number }>(TAKE_SHARDS, [this.producer]);
    return rows.map((row) => row.shard);
  }

  /** The oldest waiting events of the shards, in order, and the rows to delete once they are published. */
  async next(
    tx: Transaction,
    shards: readonly number[],
    limit: number,
  ): Promise<{ ids: string[]; events: StoredEvent[] }> {
    const rows = await tx.rows<EventRow & { outbox_id: string }>(NEXT, [this.producer, shards, limit]);
    return { ids: rows.map((row) => row.outbox_id), events: rows.map(eventFromRow) };
  }

  async remove(tx: Transaction, ids: readonly string[]): Promise<void> {
    await tx.run(REMOVE, [ids]);
  }
}

const ADD: Statement = {
  name: 'outbox.add',
  text: `
    insert into outbox (producer, shard, tenant_id, exception_id, sequence, event_time)
    select $1, * from unnest($2::smallint[], $3::varchar[], $4::varchar[], $5::integer[], $6::timestamptz[])`,
};

const TAKE_SHARDS: Statement = {
  name: 'outbox.take_shards',
  text: `
    select shard from (select distinct shard from outbox where producer = $1) as waiting
    where pg_try_advisory_xact_lock(hashtextextended('outbox:' || $1 || ':' || shard, 0))`,
};

const NEXT: Statement = {
  name: 'outbox.next',
  text: `
    with next as (
      select * from outbox where producer = $1 and shard = any ($2::smallint[]) order by id limit $3
    )
    select next.id as outbox_id, ${EVENT_COLUMNS}
    from next
    join exception_event e on e.tenant_id = next.tenant_id and e.exception_id = next.exception_id
      and e.sequence = next.sequence and e.created_at = next.event_time
    order by next.id`,
};

const REMOVE: Statement = { name: 'outbox.remove', text: 'delete from outbox where id = any ($1::bigint[])' };
