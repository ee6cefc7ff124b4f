/** Database reads and writes of a batch: a handful of set-based statements. */
import { Injectable } from '@nestjs/common';
import type { EventEnvelope } from '@sentinai/contracts';
import type { ExceptionRecord, Playbook, TenantConfig } from '@sentinai/domain';
import {
  type DeadLetter,
  DeadLetterRepository,
  type DeadLetterState,
  EventLogRepository,
  type EventRange,
  ExceptionRepository,
  type FailedAttempt,
  InboxRepository,
  type NewWaitingEvent,
  type ProcessedEvent,
  type ReopenedDeadLetter,
  type StoredEvent,
  TenantConfigStore,
  type Transaction,
  type WaitingEvent,
  WaitingEventRepository,
  exceptionKey,
} from '@sentinai/persistence';
import { deadLetterId } from '../dead-letters/redrive.ts';
import { RetryableError } from '../agent/errors.ts';
import type { CaseBatch } from './case-batch.ts';
import { type Claim, type DecodedBatch, claimedException } from './received-batch.ts';

/** Data loaded for a batch. The cases are locked until the transaction ends. */
export interface LoadedBatch {
  cases: Map<string, ExceptionRecord>;
  processed: Map<string, ProcessedEvent>;
  /** Waiting events of the batch, and those that other events of the batch must wait behind. */
  waiting: WaitingEvent[];
  /** Dead letters whose records came back, by id. */
  deadLetters: Map<string, DeadLetterState>;
  tenants: Map<string, TenantConfig>;
  /** The playbook versions that the cases run, by id. */
  playbooks: Map<number, Playbook>;
}

/** What a batch leaves about the delivery of its events, whoever consumed them. */
export interface DeliveryWrites {
  /** New to the inbox. */
  readonly processed: readonly ProcessedEvent[];
  /** Dead-lettered in the inbox, and now processed again. */
  readonly amended: readonly ProcessedEvent[];
  /** Events that start waiting. */
  readonly waiting: readonly NewWaitingEvent[];
  /** Waiting events that stay untouched until their new due time. */
  readonly held: readonly { id: string; dueAt: Date }[];
  /** Waiting events that were tried and keep waiting. */
  readonly postponed: readonly (FailedAttempt & { id: string })[];
  readonly deadLetters: readonly DeadLetter[];
  /** Ids of dead letters whose event has been processed. */
  readonly redriven: readonly string[];
  /** Dead letters whose record failed again. */
  readonly reopened: readonly ReopenedDeadLetter[];
}

/** The repositories of the delivery. */
export interface DeliveryTables {
  inbox: InboxRepository;
  waiting: WaitingEventRepository;
  deadLetters: DeadLetterRepository;
}

/** @returns the ids under which events start waiting, by event */
export async function writeDelivery(
  tx: Transaction,
  { inbox, waiting, deadLetters }: DeliveryTables,
  { consumer, batch, now }: { consumer: string; batch: DeliveryWrites; now: Date },
): Promise<Map<string, string>> {
  await inbox.record(tx, consumer, batch.processed);
  await inbox.amend(tx, consumer, batch.amended);
  const started = await waiting.add(tx, consumer, batch.waiting, now);
  await waiting.hold(tx, batch.held);
  await waiting.postpone(tx, batch.postponed, now);
  await deadLetters.add(tx, batch.deadLetters, now);
  await deadLetters.succeed(tx, batch.redriven, now);
  await deadLetters.reopen(tx, batch.reopened, now);
  return started;
}

@Injectable()
export class CaseStore {
  constructor(
    private readonly exceptions: ExceptionRepository,
    private readonly events: EventLogRepository,
    readonly inbox: InboxRepository,
    readonly deadLetters: DeadLetterRepository,
    readonly waiting: WaitingEventRepository,
    private readonly configs: TenantConfigStore,
  ) {}

  /**
   * Locks the cases first and queries the inbox afterwards: a replica of this worker with the same events waits for
   * the lock, and then sees them as processed or waiting.
   */
  async load(tx: Transaction, consumer: string, decoded: DecodedBatch): Promise<LoadedBatch> {
    const events = decoded.received.map(({ event }) => event);
    const exceptions = [...new Map([...events, ...countedOf(decoded)].map((key) => [exceptionKey(key), key])).values()];
    const cases = await this.exceptions.lock(tx, exceptions);
    const processed = await this.inbox.processed(
      tx,
      consumer,
      events.map((event) => ({ id: event.id, time: new Date(event.time) })),
    );
    const eventIds = events.map((event) => event.id);
    const waiting = await this.waiting.about(tx, consumer, { exceptions, eventIds });
    const deadLetters = await this.deadLetters.lock(tx, consumer, deadLettersNamed(decoded));
    const tenants = await this.configs.forTenants(tx, decoded.tenants);
    const playbooks = await this.configs.playbooksById(tx, runningPlaybooks(cases.values()));
    return { cases, processed, waiting, deadLetters, tenants, playbooks };
  }

  /** Returns the events as stored in the log, by id; those not in it are absent. */
  findStored(tx: Transaction, events: readonly EventEnvelope[]): Promise<Map<string, StoredEvent>> {
    return this.events.findAll(
      tx,
      events.map(({ tenantId, exceptionId, id: eventId }) => ({ tenantId, exceptionId, eventId })),
    );
  }

  /** Returns events stored by earlier handlings, to be published again. */
  storedEvents(tx: Transaction, ranges: readonly EventRange[]): Promise<StoredEvent[]> {
    return this.events.ranges(tx, ranges);
  }

  /**
   * @returns the ids under which events start waiting, by event
   * @throws RetryableError when somebody else has stored one of the batch's new cases in the meantime
   */
  async write(tx: Transaction, consumer: string, batch: CaseBatch, now: Date): Promise<Map<string, string>> {
    const opened = batch.inserted();
    const inserted = await this.exceptions.insert(tx, opened);
    if (inserted.size < opened.length) throw new RetryableError('concurrent_case', 'A case was opened twice at once');
    await this.exceptions.update(tx, batch.changed());
    await this.events.append(tx, [...batch.arrived, ...batch.events]);
    return writeDelivery(tx, this, { consumer, batch, now });
  }

  /** Ends the wait of events whose outcome is stored and published; the events behind them are now due. */
  async release(tx: Transaction, consumer: string, claims: readonly Claim[], now: Date): Promise<void> {
    await this.exceptions.lock(tx, claims);
    await this.waiting.release(tx, consumer, claims, now);
  }
}

/** Returns the exceptions that unreadable records may be counted in. */
const countedOf = ({ unreadable }: DecodedBatch) =>
  unreadable.flatMap(({ record }) => (record.claim || deadLetterId(record) ? (claimedException(record) ?? []) : []));

export const deadLettersNamed = ({ received, unreadable }: DecodedBatch): string[] =>
  [...received, ...unreadable].flatMap(({ record }) => deadLetterId(record) ?? []);

const runningPlaybooks = (cases: Iterable<ExceptionRecord>): number[] => [
  ...new Set([...cases].flatMap((record) => record.currentPlaybookId ?? [])),
];
