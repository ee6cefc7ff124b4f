/** Database reads and writes of an observer's batch. */
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EventEnvelope } from '@sentinai/contracts';
import {
  DeadLetterRepository,
  EventLogRepository,
  InboxRepository,
  TenantConfigStore,
  type Transaction,
  WaitingEventRepository,
  exceptionKey,
} from '@sentinai/persistence';
import { type LoadedBatch, deadLettersNamed, writeDelivery } from '../runtime/case.store.ts';
import { cleanedBatch } from '../runtime/cleaned-batch.ts';
import type { DecodedBatch } from '../runtime/received-batch.ts';
import type { ObservedBatch } from './observed-batch.ts';

/** Keys of events share this many locks. */
const LOCKS = 256;

@Injectable()
export class ObserverStore {
  constructor(
    private readonly events: EventLogRepository,
    readonly inbox: InboxRepository,
    readonly deadLetters: DeadLetterRepository,
    readonly waiting: WaitingEventRepository,
    private readonly configs: TenantConfigStore,
  ) {}

  /**
   * Locks the keys of the batch for this observer, then queries the inbox: another copy with the same events, or the retry of an event
   * that others wait behind, comes before or after this batch, never beside it. Redacts personal data of other producers.
   */
  async load(
    tx: Transaction,
    consumer: string,
    decoded: DecodedBatch,
  ): Promise<{ loaded: LoadedBatch; cleaned: DecodedBatch }> {
    const events = decoded.received.map(({ event }) => event);
    await this.lock(tx, consumer, events);
    const exceptions = [...new Map(events.map((event) => [exceptionKey(event), event])).values()];
    const times = events.map((event) => ({ id: event.id, time: new Date(event.time) }));
    const loaded: LoadedBatch = {
      cases: new Map(),
      processed: await this.inbox.processed(tx, consumer, times),
      waiting: await this.waiting.about(tx, consumer, { exceptions, eventIds: events.map(({ id }) => id) }),
      deadLetters: await this.deadLetters.lock(tx, consumer, deadLettersNamed(decoded)),
      tenants: await this.configs.forTenants(tx, decoded.tenants),
      playbooks: new Map(),
    };
    const find = (unclean: readonly EventEnvelope[]) =>
      this.events.findAll(
        tx,
        unclean.map(({ tenantId, exceptionId, id: eventId }) => ({ tenantId, exceptionId, eventId })),
      );
    return { loaded, cleaned: await cleanedBatch(decoded, loaded, find) };
  }

  async write(tx: Transaction, consumer: string, batch: ObservedBatch, now: Date): Promise<void> {
    await writeDelivery(tx, this, { consumer, batch, now });
    await this.waiting.release(tx, consumer, batch.released, now);
  }

  /** In ascending order, so that two batches never wait for each other. */
  private async lock(tx: Transaction, consumer: string, events: readonly EventEnvelope[]): Promise<void> {
    if (events.length === 0) return;
    const locks = new Set(events.map((event) => numberOf(exceptionKey(event)) % LOCKS));
    await tx.rows(LOCK, [numberOf(consumer), [...locks].sort((one, other) => one - other)]);
  }
}

/** Returns a number from 0 to 2^31 - 1, the same for the same text. */
const numberOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE() >>> 1;

const LOCK = {
  name: 'observer.lock',
  text: 'select pg_advisory_xact_lock($1, lock) from unnest($2::integer[]) as lock',
};
