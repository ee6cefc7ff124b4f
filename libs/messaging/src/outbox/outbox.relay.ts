/**
 * Publishes the events that an HTTP request or a timer stored. Kicked after each commit, so they go out at once;
 * swept every second, so that those left behind by a dead process go out too. Only one relay publishes a shard at a
 * time, in order, with its tenants in turn; a crash between publishing and deleting publishes again, under the same
 * ids.
 */
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { OutboxRepository, TenantTransactions, Transaction } from '@sentinai/persistence';
import type { EventProducer } from '../kafka/event.producer.ts';

const SWEEP_MS = 1_000;
/**
 * A newly arriving tenant waits for at most one round. A single tenant fills a round from all shards; with several,
 * each fills its part of it.
 */
const ROUND = { rows: 2_000, rowsOfQueue: 125 };
/** Tenants in a round. When more have something to publish, they take turns. */
const TENANTS_OF_ROUND = 500;
/** Longer than Kafka takes to answer or fail: beyond it the relay is frozen, and another takes over its shards. */
const FROZEN_AFTER_MS = 60_000;

export interface RelayParts {
  outbox: OutboxRepository;
  transactions: TenantTransactions;
  producer: EventProducer;
}

@Injectable()
export class OutboxRelay implements OnApplicationShutdown {
  private readonly log = new Logger(OutboxRelay.name);
  private readonly timer = setInterval(() => this.kick(), SWEEP_MS);
  private running: Promise<void> | undefined;
  private again = false;
  private failing = false;
  /** The last tenant of the previous round; empty: the next round starts with the first. */
  private after = '';
  /** Whether a round has published anything since the first tenants had their turn. */
  private published = false;

  constructor(private readonly parts: RelayParts) {}

  /** Signals that there may be something to publish. Returns at once. */
  kick(): void {
    this.again = true;
    this.running ??= this.drain().finally(() => (this.running = undefined));
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async drain(): Promise<void> {
    while (this.again) {
      this.again = false;
      try {
        const isMore = await this.publishNext();
        this.again ||= isMore;
        this.failing = false;
      } catch (error) {
        if (!this.failing) this.log.warn(`Publishing failed and will be retried: ${(error as Error).message}`);
        this.failing = true;
        return;
      }
    }
  }

  /** Returns true when there may be more to publish. */
  private async publishNext(): Promise<boolean> {
    const { outbox, transactions } = this.parts;
    const { after } = this;
    if (after === '') this.published = false;
    let named: string[] = [];
    const more = await transactions.runForDue(
      async (tx) => (named = await outbox.tenants(tx, after, TENANTS_OF_ROUND)),
      (tx) => this.publishRound(tx),
      FROZEN_AFTER_MS,
    );
    const isLast = named.length < TENANTS_OF_ROUND;
    this.after = isLast ? '' : (named.at(-1) ?? '');
    // After the last tenant the first ones follow again, unless another relay has everything that waits.
    return more === true || !isLast || (after !== '' && this.published);
  }

  /** Returns true when more is waiting, for the transaction's tenants, than it took. */
  private async publishRound(tx: Transaction): Promise<boolean> {
    const { outbox, producer } = this.parts;
    const shards = await outbox.takeShards(tx);
    if (shards.length === 0) return false;
    const { ids, events, more } = await outbox.next(tx, shards, ROUND);
    await producer.publish(events);
    await outbox.remove(tx, ids);
    this.published ||= ids.length > 0;
    return more;
  }
}
