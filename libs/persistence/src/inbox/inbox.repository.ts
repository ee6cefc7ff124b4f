/**
 * The inbox: which events a consumer has processed, and which events its decisions emitted. It makes every effect
 * happen once.
 */
import type { Statement } from '../database/statement.ts';
import type { Transaction } from '../database/transaction.ts';

export interface ProcessedEvent {
  eventId: string;
  /** The event's own time, so that a late duplicate finds the first copy in the same partition. */
  eventTime: Date;
  tenantId: string;
  exceptionId: string;
  /** Range of the timeline that its decision emitted; null when it emitted nothing. */
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

  /**
   * @throws a unique violation when one of them has been recorded in the meantime; the caller's transaction is then
   *   void
   */
  async record(tx: Transaction, consumer: string, events: readonly ProcessedEvent[]): Promise<void> {
    if (events.length === 0) return;
    await tx.run(RECORD, [
      consumer,
      events.map((event) => event.eventId),
      events.map((event) => event.eventTime.toISOString()),
      events.map((event) => event.tenantId),
      events.map((event) => event.exceptionId),
      events.map((event) => event.firstSequence),
      events.map((event) => event.lastSequence),
      events.map((event) => event.status),
      events.map((event) => event.processedAt.toISOString()),
    ]);
  }

  /** Updates the outcome of dead-lettered events that were processed again. */
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

// The bounds on event_time let PostgreSQL skip partitions that cannot hold the events; the times themselves, in front
// of the ids as in the key, keep one late event from making it read everything between that one and the others.
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
