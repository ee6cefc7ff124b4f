/**
 * One batch in memory: its cases, folded event by event, and everything to write at its end. Pure bookkeeping: no
 * I/O.
 */
import { DeadLettered, type DataOf, type EventEnvelope, RetryScheduled, findEvent } from '@sentinai/contracts';
import { type Decision, type ExceptionRecord, emit } from '@sentinai/domain';
import {
  type DeadLetter,
  type ExceptionChange,
  type ExceptionKey,
  type FailedAttempt,
  type NewWaitingEvent,
  type ProcessedEvent,
  type ReopenedDeadLetter,
  type StoredEvent,
  exceptionKey,
} from '@sentinai/persistence';
import type { Redrive } from '../dead-letters/redrive.ts';
import { errorCode, errorMessage } from '../agent/errors.ts';
import { printable } from '../kafka/record-headers.ts';
import { keptRecordOf } from '../retries/kept-record.ts';
import { type Decider, applyDecision, consumers } from '../agent/case-ledger.ts';
import type { ReceivedRecord } from './received-batch.ts';

interface OpenCase {
  record: ExceptionRecord;
  /** As locked; null for a case that is not stored yet. */
  before: ExceptionRecord | null;
}

/** A failed attempt that will be repeated. */
export interface PostponedAttempt {
  event: EventEnvelope;
  record: ReceivedRecord;
  consumer: string;
  /** Number of the failed attempt, from 1. */
  attempt: number;
  dueAt: Date;
  error: unknown;
  redrive?: Redrive;
}

export class CaseBatch {
  /** Decided events, to be stored and published. */
  readonly events: StoredEvent[] = [];
  /** Events of other producers, which now have their place in the timeline: to be stored, not published again. */
  readonly arrived: StoredEvent[] = [];
  /** New to the inbox. */
  readonly processed: ProcessedEvent[] = [];
  /** Dead-lettered in the inbox, and now processed again. */
  readonly amended: ProcessedEvent[] = [];
  /** Events that start waiting. */
  readonly waiting: NewWaitingEvent[] = [];
  /** Waiting events that stay untouched until their new due time. */
  readonly held: { id: string; dueAt: Date }[] = [];
  /** Waiting events that were tried and keep waiting. */
  readonly postponed: (FailedAttempt & { id: string })[] = [];
  readonly deadLetters: DeadLetter[] = [];
  /** Ids of dead letters whose event has been processed. */
  readonly redriven: string[] = [];
  /** Dead letters whose record failed again. */
  readonly reopened: ReopenedDeadLetter[] = [];
  private readonly cases = new Map<string, OpenCase>();

  constructor(
    locked: ReadonlyMap<string, ExceptionRecord>,
    private readonly decider: Decider,
  ) {
    for (const [key, record] of locked) this.cases.set(key, { record, before: record });
  }

  /** Returns the case as the batch's earlier events left it. */
  find(key: ExceptionKey): ExceptionRecord | undefined {
    return this.cases.get(exceptionKey(key))?.record;
  }

  /** Adds a case that is not stored yet. */
  open(record: ExceptionRecord): void {
    this.cases.set(exceptionKey(record), { record, before: null });
  }

  /**
   * Assigns an event of another producer its place in its case's timeline, at its first handling: from then on it is
   * an event like our own, in flight until it has been processed.
   */
  place(event: EventEnvelope, redrive?: Redrive): EventEnvelope {
    const open = this.cases.get(exceptionKey(event));
    if (event.sequence !== undefined || !open) return event;
    const sequence = open.record.eventCount + 1;
    const inFlight = consumers(event.type) - (redrive?.wasNoted ? 1 : 0);
    this.change(open, { eventCount: sequence, eventsInFlight: open.record.eventsInFlight + inFlight });
    this.arrived.push(asStored(event, sequence));
    return { ...event, sequence };
  }

  /** Applies a decision to its case. @throws when the decision is invalid; the case stays unchanged */
  decide(event: EventEnvelope, decision: Decision, redrive?: Redrive): void {
    const [first, last] = this.emit(event, decision);
    this.leave(event, redrive);
    this.note(event, { first, last, status: 'processed' }, redrive);
    if (redrive) this.redriven.push(redrive.id);
  }

  /** Dead-letters an event: its case continues, and its timeline records it. */
  setAside(event: EventEnvelope, letter: DeadLetter, redrive?: Redrive): void {
    this.keep(letter, redrive);
    const told = this.find(event) && this.emit(event, deadLettered(letter), redrive && `retry-${redrive.retries}`);
    this.leave(event, redrive);
    const [first, last] = told ?? [null, null];
    this.note(event, { first, last, status: 'dead_lettered' }, redrive);
  }

  /** Makes an event wait for a retry. It stays in flight, and its timeline records it. */
  postpone(attempt: PostponedAttempt): void {
    const { event, record, redrive, dueAt } = attempt;
    const occasion = `${redrive?.retries ?? 0}.${attempt.attempt}`;
    const [first, last] = this.emit(event, retryScheduled(attempt), occasion);
    if (first === null || last === null) return;
    const failed: FailedAttempt = {
      attempts: attempt.attempt,
      dueAt,
      errorCode: errorCode(attempt.error),
      error: printable(errorMessage(attempt.error)),
      firstSequence: first,
      lastSequence: last,
    };
    if (record.claim) this.postponed.push({ ...failed, id: record.claim.id });
    else this.waiting.push({ ...waitingOf(event, record), dueAt, failed });
  }

  /** Makes an event wait that was not tried to the end, untouched until it is due. It stays in flight. */
  hold(event: EventEnvelope, record: ReceivedRecord, dueAt: Date): void {
    if (record.claim) this.held.push({ id: record.claim.id, dueAt });
    else this.waiting.push({ ...waitingOf(event, record), dueAt, failed: null });
  }

  /** Makes an event wait behind an earlier one of its case. It stays in flight. */
  park(event: EventEnvelope, record: ReceivedRecord): void {
    this.waiting.push({ ...waitingOf(event, record), dueAt: null, failed: null });
  }

  /** Keeps a dead letter, or updates the one that is being retried. */
  keep(letter: DeadLetter, redrive?: Pick<Redrive, 'id' | 'attempts'>): void {
    if (!redrive) this.deadLetters.push(letter);
    else this.reopened.push({ id: redrive.id, letter: { ...letter, attempts: letter.attempts + redrive.attempts } });
  }

  /** Takes events out of flight that will not be processed, or not here. */
  settle(key: ExceptionKey, events: number): void {
    const open = this.cases.get(exceptionKey(key));
    if (open && events > 0) this.change(open, { eventsInFlight: open.record.eventsInFlight - events });
  }

  inserted(): ExceptionRecord[] {
    return [...this.cases.values()].filter((open) => open.before === null).map((open) => open.record);
  }

  /** Returns existing cases that an event of this batch changed. */
  changed(): ExceptionChange[] {
    return [...this.cases.values()].flatMap(({ before, record }) =>
      before !== null && record.updatedAt === this.decider.now ? [{ before, record }] : [],
    );
  }

  /** Applies a decision to its case. @returns the range of the timeline that its events occupy */
  private emit(
    event: EventEnvelope,
    decision: Decision,
    occasion?: string,
  ): [first: number, last: number] | [null, null] {
    const open = this.cases.get(exceptionKey(event));
    if (!open) throw new Error(`No case for event ${event.id}`);
    const cause = { id: event.id, correlationId: event.correlationId, isEvent: true, occasion };
    const { record, events } = applyDecision(open.record, decision, cause, this.decider);
    open.record = record;
    this.events.push(...events);
    const [first, last] = [events.at(0), events.at(-1)];
    return first && last ? [first.sequence, last.sequence] : [null, null];
  }

  /**
   * An event without a place in the timeline was never counted; a dead-lettered one is counted through its dead
   * letter only.
   */
  private leave(event: EventEnvelope, redrive: Redrive | undefined): void {
    const asEvent = event.sequence !== undefined && !redrive?.wasNoted ? 1 : 0;
    this.settle(event, asEvent + (redrive?.counted ? 1 : 0));
  }

  private change(open: OpenCase, fields: Partial<ExceptionRecord>): void {
    open.record = { ...open.record, ...fields, updatedAt: this.decider.now };
  }

  private note(
    event: EventEnvelope,
    { first, last, status }: { first: number | null; last: number | null; status: ProcessedEvent['status'] },
    redrive: Redrive | undefined,
  ): void {
    const inbox = redrive?.wasNoted ? this.amended : this.processed;
    inbox.push({
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

const waitingOf = ({ tenantId, exceptionId, id }: EventEnvelope, record: ReceivedRecord) => ({
  tenantId,
  exceptionId,
  eventId: id,
  ...keptRecordOf(record),
});

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

const deadLettered = (letter: DeadLetter): Decision => {
  const data: DataOf<typeof DeadLettered> = {
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
  };
  return { events: [emit(DeadLettered, data)] };
};

const retryScheduled = ({ event, consumer, attempt, dueAt, error }: PostponedAttempt): Decision => {
  const data: DataOf<typeof RetryScheduled> = {
    event_id: event.id,
    consumer,
    attempt,
    due_at: dueAt.toISOString(),
    reason: printable(`${errorCode(error)}: ${errorMessage(error)}`),
  };
  return { events: [emit(RetryScheduled, data)] };
};
