/**
 * A page of the log on its way to an observer. Each of its transactions first moves the rebuild past the events that it observes, so that
 * none is observed twice or left out, whoever dies when. The inbox is not asked: its rows are replaced, and so later copies from Kafka
 * are duplicates.
 */
import type { LogPosition, StoredEvent, Transaction } from '@sentinai/persistence';
import { type DecodedBatch, decodeBatch } from '../runtime/received-batch.ts';
import type { FoundBatch, ObservedWrites, ObserverStore, ReplayedDelivery } from './observer.store.ts';
import { recordOfStored } from './stored-record.ts';

/** The rebuild is not where this process believes: it was cancelled, or another process works on it. */
export class RebuildLost extends Error {
  override readonly name = 'RebuildLost';
}

/** Events observed again, and the position behind them. */
export interface RebuildStep {
  to: LogPosition;
  events: number;
}

export interface RebuildDeliveryParts {
  rebuildId: string;
  page: readonly StoredEvent[];
  /** The first day that the inbox remembers. */
  inboxSince: Date;
  store: ObserverStore;
  /** Stores a step in the transaction that takes it. @throws RebuildLost */
  advance: (tx: Transaction, step: RebuildStep) => Promise<void>;
  /** Called when that transaction is committed. */
  advanced: (step: RebuildStep) => void;
}

export class RebuildDelivery implements ReplayedDelivery {
  readonly decoded: DecodedBatch;
  /** The step of the current transaction. */
  private step: RebuildStep | undefined;
  private readonly positions: ReadonlyMap<string, LogPosition>;

  constructor(private readonly parts: RebuildDeliveryParts) {
    this.decoded = decodeBatch(parts.page.map((event) => recordOfStored(event, parts.rebuildId)));
    this.positions = new Map(parts.page.map((event) => [event.eventId, positionOf(event)]));
  }

  async load(tx: Transaction, consumer: string, decoded: DecodedBatch): Promise<FoundBatch> {
    const { store, advance } = this.parts;
    this.step = { to: this.endOf(decoded), events: decoded.received.length + decoded.unreadable.length };
    await advance(tx, this.step);
    const found = await store.find(tx, consumer, decoded, new Map());
    const [first] = this.parts.page;
    const eventIds = decoded.received.map(({ event }) => event.id);
    const about = { tenantId: first?.tenantId ?? '', eventIds };
    return { ...found, openLetters: await store.deadLetters.openAbout(tx, consumer, about) };
  }

  async write(tx: Transaction, consumer: string, batch: ObservedWrites, now: Date): Promise<void> {
    const { store, inboxSince } = this.parts;
    await store.inbox.recordAgain(tx, consumer, { events: batch.processed, since: inboxSince });
    await store.write(tx, consumer, { ...batch, processed: [] }, now);
  }

  committed(): void {
    if (this.step) this.parts.advanced(this.step);
  }

  /** Returns the position behind a part of the page. Its last part ends with the page, whose last events may be unreadable. */
  private endOf({ received }: DecodedBatch): LogPosition {
    const last = received.at(-1)?.event.id;
    const isLastPart = last === undefined || last === this.decoded.received.at(-1)?.event.id;
    const end = isLastPart ? this.parts.page.at(-1)?.eventId : last;
    const position = this.positions.get(end ?? '');
    if (!position) throw new Error('A rebuild delivers only the events of its page');
    return position;
  }
}

const positionOf = ({ tenantId, exceptionId, sequence }: StoredEvent): LogPosition => ({
  tenantId,
  exceptionId,
  sequence,
});
