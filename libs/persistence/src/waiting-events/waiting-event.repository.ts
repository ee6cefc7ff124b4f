/**
 * Events that wait for a retry, and later events of the same exceptions that are parked behind them. An exception's first waiting
 * event is its head and has a due time; the others have none until the head is gone.
 *
 * Code that adds, changes or removes a row holds the lock of its exception, so no event is ever parked behind a head that has
 * just gone. Claiming a head only moves its due time.
 */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';
import type { ExceptionKey } from '../exceptions/exception.repository.ts';

/** State of a waiting event, without its record. */
export interface WaitingEvent extends ExceptionKey {
  /** Order of arrival. */
  id: string;
  eventId: string;
  /** True for the exception's event that is tried next; the others wait behind it. */
  isHead: boolean;
  /** Number of attempts. 0 when it arrived while its exception was already waiting. */
  attempts: number;
  /** Sequence of the `RetryScheduled` event of its last attempt; null before the first. */
  firstSequence: number | null;
  lastSequence: number | null;
  /** When it was last handled; also the time of that `RetryScheduled` event. */
  handledAt: Date;
}

/** A stored record, to be processed as if it came from its topic. */
export interface KeptRecord {
  topic: string;
  partition: number;
  offset: string;
  headers: Record<string, string>;
  payload: Buffer;
}

export interface ClaimedEvent extends ExceptionKey, KeptRecord {
  id: string;
  attempts: number;
}

/** The outcome of a failed attempt that will be retried. */
export interface FailedAttempt {
  attempts: number;
  dueAt: Date;
  errorCode: string;
  error: string;
  /** Range of the timeline that records the attempt; null for an observer, which records nothing there. */
  firstSequence: number | null;
  lastSequence: number | null;
}

export interface NewWaitingEvent extends ExceptionKey, KeptRecord {
  eventId: string;
  /** Null for an event parked behind another. */
  dueAt: Date | null;
  /** Null for an event that was not tried, or whose attempt did not complete. */
  failed: FailedAttempt | null;
}

export class WaitingEventRepository {
  /** Returns the heads of the given exceptions, and those of the given events that are waiting. */
  async about(
    tx: Transaction,
    consumer: string,
    { exceptions, eventIds }: { exceptions: readonly ExceptionKey[]; eventIds: readonly string[] },
  ): Promise<WaitingEvent[]> {
    if (eventIds.length === 0) return [];
    const rows = await tx.rows<WaitingRow>(ABOUT, [
      consumer,
      exceptions.map((key) => key.tenantId),
      exceptions.map((key) => key.exceptionId),
      eventIds,
    ]);
    return rows.map(waitingFromRow);
  }

  /**
   * Adds events in the given order, which is the order of processing.
   * @returns their row ids, by event
   */
  async add(
    tx: Transaction,
    consumer: string,
    events: readonly NewWaitingEvent[],
    now: Date,
  ): Promise<Map<string, string>> {
    if (events.length === 0) return new Map();
    const rows = await tx.rows<{ id: string; event_id: string }>(ADD, [
      consumer,
      events.map((event) => event.tenantId),
      events.map((event) => event.exceptionId),
      events.map((event) => event.eventId),
      events.map((event) => event.topic),
      events.map((event) => event.partition),
      events.map((event) => event.offset),
      events.map((event) => JSON.stringify(event.headers)),
      events.map((event) => event.payload.toString('base64')),
      events.map((event) => event.failed?.attempts ?? 0),
      events.map((event) => event.dueAt?.toISOString() ?? null),
      events.map((event) => event.failed?.errorCode ?? null),
      events.map((event) => event.failed?.error ?? null),
      events.map((event) => event.failed?.firstSequence ?? null),
      events.map((event) => event.failed?.lastSequence ?? null),
      now.toISOString(),
    ]);
    return new Map(rows.map((row) => [row.event_id, row.id]));
  }

  /** Changes the due time of heads, to extend or release claims. Ignores heads that are gone. */
  async hold(tx: Transaction, heads: readonly { id: string; dueAt: Date }[]): Promise<void> {
    if (heads.length === 0) return;
    await tx.run(HOLD, [heads.map((head) => head.id), heads.map((head) => head.dueAt.toISOString())]);
  }

  /** Records another failed attempt of heads. */
  async postpone(tx: Transaction, heads: readonly (FailedAttempt & { id: string })[], now: Date): Promise<void> {
    if (heads.length === 0) return;
    await tx.run(POSTPONE, [
      heads.map((head) => head.id),
      heads.map((head) => head.attempts),
      heads.map((head) => head.dueAt.toISOString()),
      heads.map((head) => head.errorCode),
      heads.map((head) => head.error),
      heads.map((head) => head.firstSequence),
      heads.map((head) => head.lastSequence),
      now.toISOString(),
    ]);
  }

  /** Returns the ids of tenants with due events. The only query of this repository that reads across tenants. */
  async dueTenants(tx: Transaction, consumer: string, now: Date): Promise<string[]> {
    const rows = await tx.rows<{ tenant_id: string }>(DUE_TENANTS, [consumer, now.toISOString()]);
    return rows.map((row) => row.tenant_id);
  }

  /**
   * Claims due heads, longest due first, and makes them due again at `until`, so that they are retaken if the claimant dies.
   * Skips heads that another copy is claiming.
   */
  async claim(
    tx: Transaction,
    consumer: string,
    { now, until, limit }: { now: Date; until: Date; limit: number },
  ): Promise<ClaimedEvent[]> {
    const rows = await tx.rows<ClaimedRow>(CLAIM, [consumer, now.toISOString(), until.toISOString(), limit]);
    return rows.map((row) => ({
      id: row.id,
      tenantId: row.tenant_id,
      exceptionId: row.exception_id,
      attempts: row.attempts,
      topic: row.topic,
      partition: row.partition,
      offset: row.offset,
      headers: row.headers,
      payload: row.payload,
    }));
  }

  /** Makes the exception's head due now. The caller holds the exception's lock. */
  async hasten(tx: Transaction, consumer: string, { tenantId, exceptionId }: ExceptionKey, now: Date): Promise<void> {
    await tx.run(HASTEN, [consumer, tenantId, exceptionId, now.toISOString()]);
  }

  /** Removes a tenant's waiting events that a rebuild finds in the log; an event behind them that it does not find becomes due now. */
  async supersede(
    tx: Transaction,
    consumer: string,
    { tenantId, from, types, now }: { tenantId: string; from: Date; types: readonly string[]; now: Date },
  ): Promise<void> {
    const rows = await tx.rows<{ exception_id: string; id: string }>(IN_LOG, [
      consumer,
      tenantId,
      from.toISOString(),
      types,
    ]);
    const events = rows.map((row) => ({ tenantId, exceptionId: row.exception_id, id: row.id }));
    await this.release(tx, consumer, events, now);
  }

  /** Removes events that no longer wait; the next event behind each becomes due now. */
  async release(
    tx: Transaction,
    consumer: string,
    events: readonly (ExceptionKey & { id: string })[],
    now: Date,
  ): Promise<void> {
    if (events.length === 0) return;
    await tx.run(REMOVE, [events.map((event) => event.id)]);
    await tx.run(PROMOTE, [
      consumer,
      events.map((event) => event.tenantId),
      events.map((event) => event.exceptionId),
      now.toISOString(),
    ]);
  }
}

interface WaitingRow {
  id: string;
  tenant_id: string;
  exception_id: string;
  event_id: string;
  is_head: boolean;
  attempts: number;
  first_sequence: number | null;
  last_sequence: number | null;
  handled_at: Date;
}

interface ClaimedRow extends KeptRecord {
  id: string;
  tenant_id: string;
  exception_id: string;
  attempts: number;
}

const waitingFromRow = (row: WaitingRow): WaitingEvent => ({
  id: row.id,
  tenantId: row.tenant_id,
  exceptionId: row.exception_id,
  eventId: row.event_id,
  isHead: row.is_head,
  attempts: row.attempts,
  firstSequence: row.first_sequence,
  lastSequence: row.last_sequence,
  handledAt: row.handled_at,
});

const WAITING_COLUMNS = `w.id, w.tenant_id, w.exception_id, w.event_id, w.due_at is not null as is_head, w.attempts,
  w.first_sequence, w.last_sequence, w.handled_at`;

// Two index look-ups in one statement: an "or" would scan the whole table, which is large exactly when things go wrong.
const ABOUT: Statement = {
  name: 'waiting_event.about',
  text: `
    select ${WAITING_COLUMNS}
    from waiting_event w
    join unnest($2::varchar[], $3::varchar[]) as k(tenant_id, exception_id) using (tenant_id, exception_id)
    where w.consumer = $1 and w.due_at is not null
    union
    select ${WAITING_COLUMNS}
    from waiting_event w
    where w.consumer = $1 and w.event_id = any ($4::uuid[])`,
};

const ADD: Statement = {
  name: 'waiting_event.add',
  text: `
    insert into waiting_event (consumer, tenant_id, exception_id, event_id, topic, partition, "offset", headers, payload,
      attempts, due_at, error_code, error, first_sequence, last_sequence, created_at, handled_at)
    select $1, n.tenant_id, n.exception_id, n.event_id, n.topic, n.partition, n."offset", n.headers,
      decode(n.payload, 'base64'), n.attempts, n.due_at, n.error_code, n.error, n.first_sequence, n.last_sequence,
      $16::timestamptz, $16::timestamptz
    from unnest($2::varchar[], $3::varchar[], $4::uuid[], $5::varchar[], $6::integer[], $7::bigint[], $8::jsonb[],
      $9::text[], $10::integer[], $11::timestamptz[], $12::varchar[], $13::text[], $14::integer[], $15::integer[])
      with ordinality
      as n(tenant_id, exception_id, event_id, topic, partition, "offset", headers, payload, attempts, due_at,
        error_code, error, first_sequence, last_sequence, place)
    order by n.place
    returning id, event_id`,
};

const HOLD: Statement = {
  name: 'waiting_event.hold',
  text: `
    update waiting_event w set due_at = h.due_at
    from unnest($1::bigint[], $2::timestamptz[]) as h(id, due_at)
    where w.id = h.id`,
};

const POSTPONE: Statement = {
  name: 'waiting_event.postpone',
  text: `
    update waiting_event w
    set attempts = h.attempts, due_at = h.due_at, error_code = h.error_code, error = h.error,
      first_sequence = h.first_sequence, last_sequence = h.last_sequence, handled_at = $8::timestamptz
    from unnest($1::bigint[], $2::integer[], $3::timestamptz[], $4::varchar[], $5::text[], $6::integer[], $7::integer[])
      as h(id, attempts, due_at, error_code, error, first_sequence, last_sequence)
    where w.id = h.id`,
};

const DUE_TENANTS: Statement = {
  name: 'waiting_event.due_tenants',
  text: 'select tenant_id from tenants_with_due_events($1, $2::timestamptz) as tenant_id',
};

const CLAIM: Statement = {
  name: 'waiting_event.claim',
  text: `
    with due as (
      select id from waiting_event
      where consumer = $1 and due_at <= $2::timestamptz
      order by due_at
      limit $4
      for update skip locked
    )
    update waiting_event w set due_at = $3::timestamptz
    from due where w.id = due.id
    returning w.id, w.tenant_id, w.exception_id, w.attempts, w.topic, w.partition, w."offset", w.headers, w.payload`,
};

const HASTEN: Statement = {
  name: 'waiting_event.hasten',
  text: `
    update waiting_event set due_at = least(due_at, $4::timestamptz)
    where consumer = $1 and tenant_id = $2 and exception_id = $3 and due_at is not null`,
};

const IN_LOG: Statement = {
  name: 'waiting_event.in_log',
  plannedAnew: true,
  text: `
    select w.id, w.exception_id
    from waiting_event w
    cross join lateral (
      select from exception_event e
      where e.tenant_id = w.tenant_id and e.exception_id = w.exception_id and e.event_id = w.event_id
        and e.created_at >= $3::timestamptz and e.event_type = any ($4::varchar[])
      offset 0
    ) as logged
    where w.consumer = $1 and w.tenant_id = $2`,
};

const REMOVE: Statement = {
  name: 'waiting_event.remove',
  text: 'delete from waiting_event where id = any ($1::bigint[])',
};

const PROMOTE: Statement = {
  name: 'waiting_event.promote',
  text: `
    update waiting_event w set due_at = $4::timestamptz
    from (
      select distinct on (n.tenant_id, n.exception_id) n.id
      from waiting_event n
      join unnest($2::varchar[], $3::varchar[]) as k(tenant_id, exception_id) using (tenant_id, exception_id)
      where n.consumer = $1
      order by n.tenant_id, n.exception_id, n.id
    ) next
    where w.id = next.id and w.due_at is null`,
};
