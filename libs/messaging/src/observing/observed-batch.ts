/** One batch of an observer in memory: what it observes now, and what is to be written about the delivery of its events. No I/O. */
import type { EventEnvelope } from '@sentinai/contracts';
import type {
  DeadLetter,
  DeadLetterState,
  FailedAttempt,
  NewWaitingEvent,
  ProcessedEvent,
  ReopenedDeadLetter,
} from '@sentinai/persistence';
import { RetryableError, errorCode, errorMessage } from '../agent/errors.ts';
import { deadLetterOf } from '../dead-letters/dead-letter.mapping.ts';
import { type Redrive, entryOfUnreadable } from '../dead-letters/redrive.ts';
import { printable } from '../kafka/record-headers.ts';
import type { BatchReport } from '../runtime/batch-report.ts';
import { EventSorter } from '../runtime/event-sorter.ts';
import type { LoadedBatch } from '../runtime/case.store.ts';
import type { ObservedWrites } from './observer.store.ts';
import { keptRecordOf } from '../retries/kept-record.ts';
import type { RetryPolicy } from '../retries/retry-policy.ts';
import { type Claim, type DecodedBatch, type ReceivedRecord, claimedTenant } from '../runtime/received-batch.ts';

export interface ObservedBatchParts {
  consumer: string;
  retries: RetryPolicy;
  loaded: LoadedBatch;
  /** Open dead letters of events that are observed again without a redrive, by event. */
  openLetters: ReadonlyMap<string, DeadLetterState>;
  now: Date;
}

interface Observed {
  event: EventEnvelope;
  record: ReceivedRecord;
  redrive: Redrive | undefined;
}

export class ObservedBatch implements ObservedWrites {
  readonly processed: ProcessedEvent[] = [];
  readonly amended: ProcessedEvent[] = [];
  readonly waiting: NewWaitingEvent[] = [];
  readonly held: { id: string; dueAt: Date }[] = [];
  readonly postponed: (FailedAttempt & { id: string })[] = [];
  readonly deadLetters: DeadLetter[] = [];
  readonly redriven: string[] = [];
  readonly reopened: ReopenedDeadLetter[] = [];
  /** Waiting events whose wait is over. */
  readonly released: Claim[] = [];
  private readonly fresh: Observed[] = [];
  private readonly sorter: EventSorter;
  private duplicates = 0;

  constructor(private readonly parts: ObservedBatchParts) {
    this.sorter = new EventSorter(parts.loaded);
  }

  /** Sorts the events: those to observe now, those that wait behind another, those that were observed before. */
  admit({ received, unreadable }: DecodedBatch): void {
    const seen = new Set<string>();
    for (const { event, record } of received) {
      if (seen.has(event.id)) continue;
      seen.add(event.id);
      this.admitOne(event, record);
    }
    for (const { record, error } of unreadable) this.setUnreadableAside(record, error);
  }

  /** The events to observe now, in order. */
  get toObserve(): EventEnvelope[] {
    return this.fresh.map(({ event }) => event);
  }

  /** Marks the events as observed. */
  conclude(): void {
    for (const { event, record, redrive } of this.fresh) {
      this.note(event, 'processed', redrive);
      if (redrive) this.redriven.push(redrive.id);
      if (record.claim) this.released.push(record.claim);
    }
  }

  /** Lets the events wait for a retry, or dead-letters them. */
  fail(error: unknown): void {
    for (const observed of this.fresh) this.failOne(observed, error);
  }

  report(): BatchReport {
    const decided = [...this.processed, ...this.amended];
    return {
      processed: decided.filter(({ status }) => status === 'processed').length,
      duplicates: this.duplicates,
      deadLetters: this.deadLetters.length + this.reopened.length,
      retried: this.postponed.length + this.waiting.filter(({ failed }) => failed !== null).length,
      parked: this.waiting.filter(({ failed }) => failed === null).length,
      emitted: 0,
    };
  }

  private admitOne(event: EventEnvelope, record: ReceivedRecord): void {
    const redrive = this.sorter.redriveOf(event, record) ?? this.openLetterOf(event);
    switch (this.sorter.sort(event, record)) {
      case 'fresh':
        this.fresh.push({ event, record, redrive });
        return;
      case 'parked':
        this.waiting.push({ ...waitingOf(event, record), dueAt: null, failed: null });
        return;
      case 'duplicate':
        this.duplicates += 1;
        if (record.claim) this.released.push(record.claim);
        if (redrive && this.parts.loaded.processed.get(event.id)?.status === 'processed')
          this.redriven.push(redrive.id);
        return;
      case 'outdated':
        return;
    }
  }

  private openLetterOf({ id }: EventEnvelope): Redrive | undefined {
    const letter = this.parts.openLetters.get(id);
    return letter && { ...letter, wasNoted: false };
  }

  private failOne({ event, record, redrive }: Observed, error: unknown): void {
    const { retries, now } = this.parts;
    const attempts = (record.claim?.attempts ?? 0) + 1;
    if (error instanceof RetryableError && attempts < retries.maxAttempts) {
      const dueAt = new Date(now.getTime() + retries.delayMs(attempts));
      const failed = { ...failureOf(error), attempts, dueAt, firstSequence: null, lastSequence: null };
      if (record.claim) this.postponed.push({ ...failed, id: record.claim.id });
      else this.waiting.push({ ...waitingOf(event, record), dueAt, failed });
      return;
    }
    const letter = { ...this.deadLetter(record, error, event.tenantId), attempts };
    if (redrive) this.reopened.push({ id: redrive.id, letter: { ...letter, attempts: attempts + redrive.attempts } });
    else this.deadLetters.push(letter);
    this.note(event, 'dead_lettered', redrive);
    if (record.claim) this.released.push(record.claim);
  }

  private setUnreadableAside(record: ReceivedRecord, error: unknown): void {
    const { claim } = record;
    const entry = claim ? undefined : entryOfUnreadable(record, this.parts.loaded.deadLetters);
    const letter = this.deadLetter(record, error, claimedTenant(record));
    if (!entry) this.deadLetters.push(letter);
    else if (entry.status === 'retrying') {
      this.reopened.push({ id: entry.id, letter: { ...letter, attempts: letter.attempts + entry.attempts } });
    } else this.duplicates += 1;
    if (claim) this.released.push(claim);
  }

  private deadLetter(record: ReceivedRecord, error: unknown, tenantId: string | null): DeadLetter {
    const { consumer, loaded } = this.parts;
    const tenant = tenantId === null ? undefined : loaded.tenants.get(tenantId);
    return deadLetterOf({
      record,
      error,
      consumer,
      tenantId: tenant?.tenantId ?? null,
      attempts: 1,
      configVersions: {},
    });
  }

  private note(event: EventEnvelope, status: ProcessedEvent['status'], redrive: Redrive | undefined): void {
    const inbox = redrive?.wasNoted ? this.amended : this.processed;
    inbox.push({
      eventId: event.id,
      eventTime: new Date(event.time),
      tenantId: event.tenantId,
      exceptionId: event.exceptionId,
      firstSequence: null,
      lastSequence: null,
      status,
      processedAt: this.parts.now,
    });
  }
}

const failureOf = (error: unknown) => ({ errorCode: errorCode(error), error: printable(errorMessage(error)) });

const waitingOf = ({ tenantId, exceptionId, id }: EventEnvelope, record: ReceivedRecord) => ({
  tenantId,
  exceptionId,
  eventId: id,
  ...keptRecordOf(record),
});
