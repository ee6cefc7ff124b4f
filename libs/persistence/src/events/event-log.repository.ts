/** The append-only event log. It has no update or delete, and the database grants none. */
import type { Actor, ActorType } from '@sentinai/contracts';
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import type { ExceptionKey } from '../exceptions/exception.repository.ts';
import type { LogPosition } from '../observers/observer-rebuild.ts';
import type { StoredEvent } from './stored-event.ts';

/** A range of one exception's timeline, and the creation time of its events. */
export interface EventRange {
  tenantId: string;
  exceptionId: string;
  firstSequence: number;
  lastSequence: number;
  createdAt: Date;
}

/** Events of some types, of this time or later. */
export interface LogSelection {
  from: Date;
  types: readonly string[];
}

export interface EventKey extends ExceptionKey {
  eventId: string;
}

/** The newest event of the requested types in a timeline. */
export interface NewestEvent {
  eventId: string;
  /** When the source changed the exception, according to the event's payload. */
  sourceUpdatedAt: Date | null;
}

export class EventLogRepository {
  async append(tx: Transaction, events: readonly StoredEvent[]): Promise<void> {
    if (events.length === 0) return;
    await tx.run(APPEND, [
      events.map((event) => event.tenantId),
      events.map((event) => event.exceptionId),
      events.map((event) => event.sequence),
      events.map((event) => event.eventId),
      events.map((event) => event.eventType),
      events.map((event) => event.schemaVersion),
      events.map((event) => event.source),
      events.map((event) => event.actor.type),
      events.map((event) => event.actor.id),
      events.map((event) => event.correlationId),
      events.map((event) => event.causationId),
      events.map((event) => event.payloadJson),
      events.map((event) => event.createdAt.toISOString()),
    ]);
  }

  /** Returns the events of the given ranges; those of one exception in timeline order. */
  async ranges(tx: Transaction, ranges: readonly EventRange[]): Promise<StoredEvent[]> {
    if (ranges.length === 0) return [];
    const times = ranges.map((range) => range.createdAt.getTime());
    const rows = await tx.rows<EventRow>(RANGES, [
      ranges.map((range) => range.tenantId),
      ranges.map((range) => range.exceptionId),
      ranges.map((range) => range.firstSequence),
      ranges.map((range) => range.lastSequence),
      new Date(Math.min(...times)).toISOString(),
      new Date(Math.max(...times)).toISOString(),
    ]);
    return rows.map(eventFromRow);
  }

  /** Returns a tenant's next events of these types in timeline order, exception by exception: those after a position, of this time or later. */
  async after(
    tx: Transaction,
    position: LogPosition,
    { from, types, limit }: LogSelection & { limit: number },
  ): Promise<StoredEvent[]> {
    const { tenantId, exceptionId, sequence } = position;
    const rows = await tx.rows<EventRow>(AFTER, [tenantId, exceptionId, sequence, from.toISOString(), types, limit]);
    return rows.map(eventFromRow);
  }

  /** Counts the events of these types and of this time or later, of all tenants that the transaction names. It reads them all. */
  async count(tx: Transaction, { from, types }: LogSelection): Promise<number> {
    const [row] = await tx.rows<{ count: string }>(COUNT, [from.toISOString(), types]);
    return Number(row?.count ?? 0);
  }

  /** Returns one event; null when the exception has no such event. */
  async find(tx: Transaction, key: EventKey): Promise<StoredEvent | null> {
    return (await this.findAll(tx, [key])).get(key.eventId) ?? null;
  }

  /** Returns events of the exceptions' timelines, by event id. Missing events are absent. */
  async findAll(tx: Transaction, keys: readonly EventKey[]): Promise<Map<string, StoredEvent>> {
    if (keys.length === 0) return new Map();
    const rows = await tx.rows<EventRow>(FIND, [
      keys.map(({ tenantId }) => tenantId),
      keys.map(({ exceptionId }) => exceptionId),
      keys.map(({ eventId }) => eventId),
    ]);
    return new Map(rows.map((row) => [row.event_id, eventFromRow(row)]));
  }

  /** Returns the newest event of the given types in each timeline, by exception id. A timeline without one is absent. */
  async newest(
    tx: Transaction,
    keys: readonly ExceptionKey[],
    types: readonly string[],
  ): Promise<Map<string, NewestEvent>> {
    if (keys.length === 0) return new Map();
    const rows = await tx.rows<{ exception_id: string; event_id: string; source_updated_at: string | null }>(NEWEST, [
      keys.map(({ tenantId }) => tenantId),
      keys.map(({ exceptionId }) => exceptionId),
      types,
    ]);
    return new Map(
      rows.map(({ exception_id, event_id: eventId, source_updated_at: updatedAt }) => [
        exception_id,
        { eventId, sourceUpdatedAt: updatedAt === null ? null : new Date(updatedAt) },
      ]),
    );
  }
}

export interface EventRow {
  tenant_id: string;
  exception_id: string;
  sequence: number;
  event_id: string;
  event_type: string;
  schema_version: number;
  source: string;
  actor_type: ActorType;
  actor_id: string;
  correlation_id: string;
  causation_id: string | null;
  payload_json: string;
  created_at: Date;
}

export function eventFromRow(row: EventRow): StoredEvent {
  const actor: Actor = { type: row.actor_type, id: row.actor_id };
  return {
    tenantId: row.tenant_id,
    exceptionId: row.exception_id,
    sequence: row.sequence,
    eventId: row.event_id,
    eventType: row.event_type,
    schemaVersion: row.schema_version,
    source: row.source,
    actor,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    payloadJson: row.payload_json,
    createdAt: row.created_at,
  };
}

export const EVENT_COLUMNS = `e.tenant_id, e.exception_id, e.sequence, e.event_id, e.event_type, e.schema_version,
  e.source, e.actor_type, e.actor_id, e.correlation_id, e.causation_id, e.payload::text as payload_json, e.created_at`;

const APPEND: Statement = {
  name: 'event_log.append',
  text: `
    insert into exception_event (tenant_id, exception_id, sequence, event_id, event_type, schema_version, source,
      actor_type, actor_id, correlation_id, causation_id, payload, created_at)
    select * from unnest($1::varchar[], $2::varchar[], $3::integer[], $4::uuid[], $5::varchar[], $6::smallint[],
      $7::varchar[], $8::actor_type[], $9::varchar[], $10::varchar[], $11::uuid[], $12::jsonb[], $13::timestamptz[])`,
};

// Forces one primary-key look-up per timeline or range, whatever the planner estimates for the size of a day's partition.
const FIND: Statement = {
  name: 'event_log.find',
  plannedAnew: true,
  text: `
    select e.*
    from unnest($1::varchar[], $2::varchar[], $3::uuid[]) as k(tenant_id, exception_id, event_id)
    cross join lateral (
      select ${EVENT_COLUMNS} from exception_event e
      where e.tenant_id = k.tenant_id and e.exception_id = k.exception_id and e.event_id = k.event_id
      offset 0
    ) as e`,
};

const RANGES: Statement = {
  name: 'event_log.ranges',
  plannedAnew: true,
  text: `
    select e.*
    from unnest($1::varchar[], $2::varchar[], $3::integer[], $4::integer[])
      as r(tenant_id, exception_id, first, last)
    cross join lateral (
      select ${EVENT_COLUMNS} from exception_event e
      where e.tenant_id = r.tenant_id and e.exception_id = r.exception_id and e.sequence between r.first and r.last
        and e.created_at between $5::timestamptz and $6::timestamptz
      offset 0
    ) as e
    order by e.tenant_id, e.exception_id, e.sequence`,
};

const AFTER: Statement = {
  name: 'event_log.after',
  plannedAnew: true,
  text: `
    select ${EVENT_COLUMNS} from exception_event e
    where e.tenant_id = $1 and (e.exception_id, e.sequence) > ($2, $3::integer) and e.created_at >= $4::timestamptz
      and e.event_type = any ($5::varchar[])
    order by e.exception_id, e.sequence
    limit $6`,
};

const COUNT: Statement = {
  name: 'event_log.count',
  plannedAnew: true,
  text: 'select count(*) from exception_event where created_at >= $1::timestamptz and event_type = any ($2::varchar[])',
};

const NEWEST: Statement = {
  name: 'event_log.newest',
  plannedAnew: true,
  text: `
    select k.exception_id, e.event_id, e.source_updated_at
    from unnest($1::varchar[], $2::varchar[]) as k(tenant_id, exception_id)
    cross join lateral (
      select event_id, payload ->> 'source_updated_at' as source_updated_at from exception_event
      where tenant_id = k.tenant_id and exception_id = k.exception_id and event_type = any ($3::varchar[])
      order by sequence desc limit 1
    ) as e`,
};
