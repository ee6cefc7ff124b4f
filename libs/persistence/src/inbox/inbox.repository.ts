/** The inbox: the events a consumer has processed and the events its decisions emitted. It makes every effect happen exactly once. */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';

export interface ProcessedEvent {
  eventId: string;
  /** The event's own time, so that a late duplicate falls into the partition of its first copy. */
  eventTime: Date;
  tenantId: string;
  exceptionId: string;
  /** Start of the timeline range that the decision emitted; null when it emitted nothing. */
  firstSequence: number | null;
  lastSequence: number | null;
  status: 'processed' | 'dead_lettered';
  processedAt: Date;
}

export class InboxRepository {
  /** Returns those of the given events that this consumer has already processed. */
  async processed(
    tx: Transaction,
    consumer: string,
    events: readonly { id: string; time: Date }[],
  ): Promise<Map<string, ProcessedEvent>> {
    if (events.length === 0) return new Map();
    const times = events.map((event) => event.time.getTime());
    const rows = await tx.rows<InboxRow>(PROCESSED, [
      consumer,
      events.map((event) => event.id),
      events.map((event) => event.time.toISOString()),
      new Date(Math.min(...times)).toISOString(),
      new Date(Math.max(...times)).toISOString(),
    ]);
    return new Map(rows.map((row) => [row.event_id, fromRow(row)]));
  }

  /** @throws a unique violation when one of the events has been recorded meanwhile; the caller's transaction has then failed */
  async record(tx: Transaction, consumer: string, events: readonly ProcessedEvent[]): Promise<void> {
    if (events.length === 0) return;
    await tx.run(RECORD, [consumer, ...recordValues(events)]);
  }

  /**
   * Records events that are processed again, whether they were recorded before or not.
   * @param since older events are skipped: their day is dropped, and Kafka does not deliver them any more
   */
  async recordAgain(
    tx: Transaction,
    consumer: string,
    { events, since }: { events: readonly ProcessedEvent[]; since: Date },
  ): Promise<void> {
    const remembered = events.filter((event) => event.eventTime >= since);
    if (remembered.length === 0) return;
    await tx.run(RECORD_AGAIN, [consumer, ...recordValues(remembered)]);
  }

  /** Returns the first day that has a partition: what is older is forgotten. */
  async since(tx: Transaction): Promise<Date> {
    const [row] = await tx.rows<{ since: Date | null }>(SINCE);
    return row?.since ?? new Date(0);
  }

  /** Updates the results of dead-lettered events that were processed again. */
  async amend(tx: Transaction, consumer: string, events: readonly ProcessedEvent[]): Promise<void> {
    if (events.length === 0) return;
    await tx.run(AMEND, [
      consumer,
      events.map((event) => event.eventId),
      events.map((event) => event.eventTime.toISOString()),
      events.map((event) => event.firstSequence),
      events.map((event) => event.lastSequence),
      events.map((event) => event.status),
      events.map((event) => event.processedAt.toISOString()),
    ]);
  }
}

const recordValues = (events: readonly ProcessedEvent[]): unknown[] => [
  events.map((event) => event.eventId),
  events.map((event) => event.eventTime.toISOString()),
  events.map((event) => event.tenantId),
  events.map((event) => event.exceptionId),
  events.map((event) => event.firstSequence),
  events.map((event) => event.lastSequence),
  events.map((event) => event.status),
  events.map((event) => event.processedAt.toISOString()),
];

interface InboxRow {
  event_id: string;
  event_time: Date;
  tenant_id: string;
  exception_id: string;
  first_sequence: number | null;
  last_sequence: number | null;
  status: ProcessedEvent['status'];
  processed_at: Date;
}

const fromRow = (row: InboxRow): ProcessedEvent => ({
  eventId: row.event_id,
  eventTime: row.event_time,
  tenantId: row.tenant_id,
  exceptionId: row.exception_id,
  firstSequence: row.first_sequence,
  lastSequence: row.last_sequence,
  status: row.status,
  processedAt: row.processed_at,
});

// The bounds on event_time let PostgreSQL prune the partitions that cannot hold the events. The times themselves precede the ids,
// as in the key, so that one late event does not make PostgreSQL read everything between it and the others.
const PROCESSED: Statement = {
  name: 'inbox.processed',
  text: `
    select event_id, event_time, tenant_id, exception_id, first_sequence, last_sequence, status, processed_at
    from event_processing
    where consumer = $1 and event_id = any ($2::uuid[]) and event_time = any ($3::timestamptz[])
      and event_time between $4::timestamptz and $5::timestamptz`,
};

const RECORD: Statement = {
  name: 'inbox.record',
  text: `
    insert into event_processing (consumer, event_id, event_time, tenant_id, exception_id, first_sequence,
      last_sequence, status, processed_at)
    select $1, * from unnest($2::uuid[], $3::timestamptz[], $4::varchar[], $5::varchar[], $6::integer[], $7::integer[],
      $8::varchar[], $9::timestamptz[])`,
};

const RECORD_AGAIN: Statement = {
  name: 'inbox.record_again',
  text: `${RECORD.text}
    on conflict (consumer, event_time, event_id) do update
    set first_sequence = excluded.first_sequence, last_sequence = excluded.last_sequence, status = excluded.status,
      processed_at = excluded.processed_at`,
};

const SINCE: Statement = {
  name: 'inbox.since',
  text: `
    select min(to_date(right(c.relname, 8), 'YYYYMMDD')::timestamp at time zone 'UTC') as since
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'event_processing'::regclass and c.relname ~ '_[0-9]{8}$'`,
};

const AMEND: Statement = {
  name: 'inbox.amend',
  text: `
    update event_processing p
    set first_sequence = a.first_sequence, last_sequence = a.last_sequence, status = a.status,
      processed_at = a.processed_at
    from unnest($2::uuid[], $3::timestamptz[], $4::integer[], $5::integer[], $6::varchar[], $7::timestamptz[])
      as a(event_id, event_time, first_sequence, last_sequence, status, processed_at)
    where p.consumer = $1 and p.event_id = a.event_id and p.event_time = a.event_time`,
};
