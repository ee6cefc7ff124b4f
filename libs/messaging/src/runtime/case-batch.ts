/**
 * One batch in memory: the cases it touches, folded event by event, and everything that is to be written at its end.
 * Pure bookkeeping: no I/O.
 */
import { DeadLettered, type DataOf, type EventEnvelope, findEvent } from '@sentinai/contracts';
import type { Decision, ExceptionRecord } from '@sentinai/domain';
import {
  type DeadLetter,
  type ExceptionChange,
  type ProcessedEvent,
  type StoredEvent,
  exceptionKey,
} from '@sentinai/persistence';
import { type Decider, applyDecision, consumers } from './case-ledger.ts';

interface OpenCase {
  record: ExceptionRecord;
  isNew: boolean;
  payloadChanged: boolean;
}

export class CaseBatch {
  /** What was decided: to be stored and published. */
  readonly events: StoredEvent[] = [];
  /** Events of other producers, which have their place in the timeline from now on: to be stored, not published again. */
  readonly arrived: StoredEvent[] = [];
  readonly processed: ProcessedEvent[] = [];
  readonly deadLetters: DeadLetter[] = [];
  private readonly cases = new Map<string, OpenCase>();

  constructor(
    locked: ReadonlyMap<string, ExceptionRecord>,
    private readonly decider: Decider,
  ) {
    for (const [key, record] of locked) this.cases.set(key, { record, isNew: false, payloadChanged: false });
  }

  /** The case as it stands after the batch's earlier events. */
  find(event: EventEnvelope): ExceptionRecord | undefined {
    return this.cases.get(exceptionKey(event))?.record;
  }

  /** Adds a case nobody has stored yet. */
  open(record: ExceptionRecord): void {
    this.cases.set(exceptionKey(record), { record, isNew: true, payloadChanged: true });
  }

  /** Folds a decision into its case. @throws when the decision is not valid; the case stays as it was */
  decide(event: EventEnvelope, decision: Decision): void {
    this.fold(event, decision, 'processed');
  }

  /** Sets an event aside: its case lives on and its timeline says so. */
  setAside(event: EventEnvelope, letter: DeadLetter): void {
    this.deadLetters.push(letter);
    if (this.find(event))
      this.fold(event, { events: [{ type: DeadLettered.type, data: summary(letter) }] }, 'dead_lettered');
    else this.note(event, null, null, 'dead_lettered');
  }

  inserted(): ExceptionRecord[] {
    return [...this.cases.values()].filter((open) => open.isNew).map((open) => open.record);
  }

  /** Cases that existed and that an event of this batch changed. */
  changed(): ExceptionChange[] {
    return [...this.cases.values()].filter((open) => !open.isNew && open.record.updatedAt === this.decider.now);
  }

  private fold(event: EventEnvelope, decision: Decision, status: ProcessedEvent['status']): void {
    const open = this.cases.get(exceptionKey(event));
    if (!open) throw new Error(`No case for event ${event.id}`);
    const arrived = arrive(open.record, event);
    const cause = { id: event.id, correlationId: event.correlationId, isEvent: true };
    const applied = applyDecision(arrived.record, decision, cause, this.decider);
    open.record = applied.record;
    open.payloadChanged ||= decision.patch?.payload !== undefined;
    this.arrived.push(...arrived.events);
    this.events.push(...applied.events);
    const first = applied.events.at(0)?.sequence ?? null;
    this.note(event, first, applied.events.at(-1)?.sequence ?? null, status);
  }

  private note(
    event: EventEnvelope,
    first: number | null,
    last: number | null,
    status: ProcessedEvent['status'],
  ): void {
    this.processed.push({
      eventId: event.id,
      eventTime: new Date(event.time),
      tenantId: event.tenantId,
      exceptionId: event.exceptionId,
      firstSequence: first,
      lastSequence: last,
      status,
      processedAt: this.decider.now,
    });
  }
}

/**
 * Counts the event as processed. An event another producer made is not in the log yet: it is given its place in the
 * timeline now, before its decision.
 */
function arrive(record: ExceptionRecord, event: EventEnvelope): { record: ExceptionRecord; events: StoredEvent[] } {
  if (event.sequence !== undefined) {
    return { record: { ...record, eventsInFlight: record.eventsInFlight - 1 }, events: [] };
  }
  const sequence = record.eventCount + 1;
  const eventsInFlight = record.eventsInFlight + consumers(event.type) - 1;
  return { record: { ...record, eventCount: sequence, eventsInFlight }, events: [asStored(event, sequence)] };
}

const asStored = (event: EventEnvelope, sequence: number): StoredEvent => ({
  tenantId: event.tenantId,
  exceptionId: event.exceptionId,
  sequence,
  eventId: event.id,
  eventType: event.type,
  schemaVersion: findEvent(event.type)?.version ?? event.schemaVersion,
  source: event.source,
  actor: { type: 'system', id: event.source },
  correlationId: event.correlationId,
  causationId: event.causationId ?? null,
  payloadJson: JSON.stringify(event.data),
  createdAt: new Date(event.time),
});

const summary = (letter: DeadLetter): DataOf<typeof DeadLettered> => ({
  consumer: letter.consumer,
  topic: letter.topic,
  partition: letter.partition,
  offset: letter.offset,
  event_id: letter.eventId,
  event_type: letter.eventType,
  error_code: letter.errorCode,
  error: letter.error,
  fingerprint: letter.fingerprint,
  attempts: letter.attempts,
});
