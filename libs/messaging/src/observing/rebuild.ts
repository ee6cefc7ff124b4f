/**
 * A rebuild of an observer's tables from the log, step by step: it begins, it forgets what was written for a tenant, it observes a page of
 * the tenant's events again. A step also stores the new position in its transactions, so any process can take the next one.
 */
import { Injectable } from '@nestjs/common';
import {
  EventLogRepository,
  type ObserverRebuild,
  ObserverRepository,
  TenantRepository,
  type TenantTransactions,
  type Transaction,
} from '@sentinai/persistence';
import type { ObserverOptions, ObservingAgent } from '../agent/observer.ts';
import type { ObserverProcessor } from './observer.processor.ts';
import type { ObserverStore } from './observer.store.ts';
import { RebuildDelivery, RebuildLost, type RebuildStep } from './rebuild.delivery.ts';

/** Another process takes over when the last step ended this long ago, and none is being taken. */
export const CLAIM_MS = 10_000;
/** Counting the events is worth no more time than this. */
const COUNT_WITHIN = '5s';
/** Deleting the rows of a large tenant may take long, and nobody waits for it. */
const FORGET_WITHIN = '30min';
const STATEMENT_TIMED_OUT = '57014';

/** The tables that a rebuild reads and writes, besides those of each batch. */
@Injectable()
export class RebuildTables {
  constructor(
    readonly observers: ObserverRepository,
    readonly log: EventLogRepository,
    readonly tenants: TenantRepository,
  ) {}
}

export interface RebuildParts {
  options: ObserverOptions;
  observer: Pick<ObservingAgent, 'forget'>;
  processor: Pick<ObserverProcessor, 'replay'>;
  store: ObserverStore;
  tables: RebuildTables;
  transactions: TenantTransactions;
  clock: () => Date;
  /** UUID of the process. */
  worker: string;
}

/** How far a rebuild is. */
export type RebuildProgress = Pick<ObserverRebuild, 'state' | 'eventsDone' | 'eventsTotal'>;

export class Rebuild {
  /** Types of the events in the log: those about tenants are not there. */
  private readonly types: readonly string[];
  private readonly now: ObserverRebuild;
  private inboxSince: Date | undefined;
  private tenantIsDone: boolean;

  constructor(
    private readonly parts: RebuildParts,
    rebuild: ObserverRebuild,
  ) {
    this.now = { ...rebuild };
    this.types = parts.options.consumes.filter(({ subject }) => subject !== 'tenant').map(({ type }) => type);
    this.tenantIsDone = rebuild.position.tenantId === '';
  }

  get progress(): RebuildProgress {
    const { state, eventsDone, eventsTotal } = this.now;
    return { state, eventsDone, eventsTotal };
  }

  /**
   * Takes the next step.
   * @param limit most events to observe in it
   * @returns false when the rebuild is complete
   * @throws RebuildLost when it was cancelled or another process took over; any other error when the step failed
   */
  async step(limit: number): Promise<boolean> {
    if (this.now.state === 'requested') await this.begin();
    else if (!this.tenantIsDone) await this.observePage(limit);
    else return this.beginTenant();
    return true;
  }

  private async begin(): Promise<void> {
    const { tables, transactions } = this.parts;
    const eventsTotal = await this.count();
    const begun = await transactions.run([], (tx) => tables.observers.startRebuild(tx, this.now, eventsTotal));
    if (!begun) throw new RebuildLost('The rebuild was cancelled before it began');
    Object.assign(this.now, { state: 'running', eventsTotal });
  }

  private async count(): Promise<number | null> {
    const { transactions, tables } = this.parts;
    const all = await tables.tenants.allIds(transactions);
    try {
      return await transactions.run(all, async (tx) => {
        await tx.run(STATEMENT_TIMEOUT, [COUNT_WITHIN]);
        return tables.log.count(tx, { from: this.now.from, types: this.types });
      });
    } catch (error) {
      if ((error as { code?: unknown }).code === STATEMENT_TIMED_OUT) return null;
      throw error;
    }
  }

  /** Forgets the next tenant. Its waiting events that the log has are forgotten too: they come again in their place. */
  private async beginTenant(): Promise<boolean> {
    const { tables, observer, store, options, transactions, clock } = this.parts;
    const { id, from, position } = this.now;
    const tenantId = await transactions.run([], (tx) => tables.observers.nextTenant(tx, position.tenantId));
    if (tenantId === undefined) {
      await transactions.run([], (tx) => tables.observers.endRebuild(tx, id, null));
      return false;
    }
    const start = { to: { tenantId, exceptionId: '', sequence: 0 }, events: 0 };
    await transactions.run([tenantId], async (tx) => {
      await this.advance(tx, start);
      await tx.run(STATEMENT_TIMEOUT, [FORGET_WITHIN]);
      await store.waiting.supersede(tx, options.name, { tenantId, from, types: this.types, now: clock() });
      await observer.forget(tx, from);
    });
    this.advanced(start);
    this.tenantIsDone = false;
    return true;
  }

  private async observePage(limit: number): Promise<void> {
    const { tables, transactions, store, processor } = this.parts;
    const { id, from, position } = this.now;
    const page = await transactions.run([position.tenantId], async (tx) => {
      this.inboxSince ??= await store.inbox.since(tx);
      return tables.log.after(tx, position, { from, types: this.types, limit });
    });
    if (page.length > 0) {
      const delivery = new RebuildDelivery({
        rebuildId: id,
        page,
        inboxSince: this.inboxSince ?? new Date(0),
        store,
        advance: (tx, step) => this.advance(tx, step),
        advanced: (step) => this.advanced(step),
      });
      await processor.replay(delivery.decoded, delivery);
    }
    this.tenantIsDone = page.length < limit;
  }

  /** Stores the step in the transaction that takes it. */
  private async advance(tx: Transaction, step: RebuildStep): Promise<void> {
    const { tables, worker, clock } = this.parts;
    const { id, position: from } = this.now;
    const until = new Date(clock().getTime() + CLAIM_MS);
    if (await tables.observers.advanceRebuild(tx, { id, from, ...step, worker, until })) return;
    throw new RebuildLost('The rebuild was cancelled, or another process works on it');
  }

  /** The transaction is committed. */
  private advanced({ to, events }: RebuildStep): void {
    this.now.position = to;
    this.now.eventsDone += events;
  }
}

const STATEMENT_TIMEOUT = {
  name: 'rebuild.statement_timeout',
  text: `select set_config('statement_timeout', $1, true)`,
};
