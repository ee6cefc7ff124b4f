/** Database reads and writes of an observer's batch. */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EventEnvelope } from '@sentinai/contracts';
import {
  DeadLetterRepository,
  type DeadLetterState,
  EventLogRepository,
  InboxRepository,
  ObserverRepository,
  type ProcessedEvent,
  TenantConfigStore,
  type Transaction,
  WaitingEventRepository,
  exceptionKey,
} from '@sentinai/persistence';
import { type DeliveryWrites, type LoadedBatch, deadLettersNamed, writeDelivery } from '../runtime/case.store.ts';
import { cleanedBatch } from '../runtime/cleaned-batch.ts';
import type { Claim, DecodedBatch } from '../runtime/received-batch.ts';
import { ConsumptionPaused } from './consumption-paused.ts';

/** Keys of events share this many locks. */
const LOCKS = 256;

/** A batch as it is found when its transaction begins. */
export interface FoundBatch {
  loaded: LoadedBatch;
  /** Without personal data of other producers. */
  cleaned: DecodedBatch;
  /** Open dead letters of events that are observed again without a redrive, by event. */
  openLetters: ReadonlyMap<string, DeadLetterState>;
}

export interface ObservedWrites extends DeliveryWrites {
  /** Waiting events whose wait is over. */
  readonly released: readonly Claim[];
}

/** Where batches come from: Kafka, or a rebuild. */
export interface ObserverDelivery {
  /** Called first in the batch's transaction. */
  load(tx: Transaction, consumer: string, decoded: DecodedBatch): Promise<FoundBatch>;
  write(tx: Transaction, consumer: string, batch: ObservedWrites, now: Date): Promise<void>;
}

/** A delivery of events that are observed again. */
export interface ReplayedDelivery extends ObserverDelivery {
  /** Called after each transaction that is committed. */
  committed(): void;
}

@Injectable()
export class ObserverStore implements ObserverDelivery {
  constructor(
    private readonly events: EventLogRepository,
    readonly inbox: InboxRepository,
    readonly deadLetters: DeadLetterRepository,
    readonly waiting: WaitingEventRepository,
    private readonly configs: TenantConfigStore,
    private readonly observers: ObserverRepository,
  ) {}

  /**
   * Locks the keys of the batch for this observer, then queries the inbox: another copy with the same events, or the retry of an event
   * that others wait behind, comes before or after this batch, never beside it.
   * @throws ConsumptionPaused while the observer is rebuilt
   */
  async load(tx: Transaction, consumer: string, decoded: DecodedBatch): Promise<FoundBatch> {
    const events = decoded.received.map(({ event }) => event);
    if (!(await this.observers.begin(tx, consumer, locksOf(events)))) throw new ConsumptionPaused(consumer);
    const times = events.map((event) => ({ id: event.id, time: new Date(event.time) }));
    return this.find(tx, consumer, decoded, await this.inbox.processed(tx, consumer, times));
  }

  /** @param processed the events that do not count as fresh */
  async find(
    tx: Transaction,
    consumer: string,
    decoded: DecodedBatch,
    processed: Map<string, ProcessedEvent>,
  ): Promise<FoundBatch> {
    const events = decoded.received.map(({ event }) => event);
    const exceptions = [...new Map(events.map((event) => [exceptionKey(event), event])).values()];
    const loaded: LoadedBatch = {
      cases: new Map(),
      processed,
      waiting: await this.waiting.about(tx, consumer, { exceptions, eventIds: events.map(({ id }) => id) }),
      deadLetters: await this.deadLetters.lock(tx, consumer, deadLettersNamed(decoded)),
      tenants: await this.configs.forTenants(tx, decoded.tenants),
      playbooks: new Map(),
    };
    const findStored = (unclean: readonly EventEnvelope[]) =>
      this.events.findAll(
        tx,
        unclean.map(({ tenantId, exceptionId, id: eventId }) => ({ tenantId, exceptionId, eventId })),
      );
    return { loaded, cleaned: await cleanedBatch(decoded, loaded, findStored), openLetters: new Map() };
  }

  async write(tx: Transaction, consumer: string, batch: ObservedWrites, now: Date): Promise<void> {
    await writeDelivery(tx, this, { consumer, batch, now });
    await this.waiting.release(tx, consumer, batch.released, now);
  }
}

/** Returns the numbers of the events' locks, in ascending order. */
function locksOf(events: readonly EventEnvelope[]): number[] {
  const locks = new Set(events.map((event) => numberOf(exceptionKey(event)) % LOCKS));
  return [...locks].sort((one, other) => one - other);
}

/** Returns a natural number, the same for the same text. */
const numberOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE();
