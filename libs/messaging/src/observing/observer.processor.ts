/**
 * Takes a batch of records to an observer, in one transaction: lock the keys, skip what was observed before, observe, mark as observed.
 * The caller commits the offsets afterwards; a crash in between leaves events that are then known. Retried events take the same path.
 */
import type { EventEnvelope } from '@sentinai/contracts';
import type { ClaimedEvent, TenantTransactions } from '@sentinai/persistence';
import { PermanentError, RetryableError } from '../agent/errors.ts';
import type { ObserverOptions, ObservingAgent } from '../agent/observer.ts';
import type { BatchWatch } from '../metrics/batch-watch.ts';
import { recordOfClaimed } from '../retries/kept-record.ts';
import type { RetryPolicy } from '../retries/retry-policy.ts';
import { type BatchReport, NOTHING_DONE, sumOf } from '../runtime/batch-report.ts';
import { type DecodedBatch, type ReceivedRecord, decodeBatch } from '../runtime/received-batch.ts';
import { ObservedBatch } from './observed-batch.ts';
import type { ObserverDelivery, ReplayedDelivery } from './observer.store.ts';

export interface ObserverProcessorParts {
  options: ObserverOptions;
  observer: ObservingAgent;
  transactions: Pick<TenantTransactions, 'run'>;
  /** Where the records of {@link ObserverProcessor.process} come from. */
  store: ObserverDelivery;
  retries: RetryPolicy;
  watch: BatchWatch;
  clock: () => Date;
}

/** Where the records of a batch come from, and who learns of each commit. */
type Source = Pick<ObserverProcessorParts, 'store' | 'watch'>;

/** An error of the observer, as opposed to one of the database. */
class ObservationFailed extends Error {
  override readonly name = 'ObservationFailed';
}

export class ObserverProcessor {
  constructor(private readonly parts: ObserverProcessorParts) {}

  /**
   * Processes the records; those of one exception must be in their partition's order.
   * @throws ConsumptionPaused while the observer is rebuilt; any other error when the database fails. Nothing is lost: pass the same
   *   records again
   */
  process(records: readonly ReceivedRecord[]): Promise<BatchReport> {
    return this.commitOrIsolate(decodeBatch(records), this.parts);
  }

  /** Processes events again that a rebuild found in the log. They are not measured: their age says nothing. @throws as {@link process} */
  replay(decoded: DecodedBatch, delivery: ReplayedDelivery): Promise<BatchReport> {
    return this.commitOrIsolate(decoded, { store: delivery, watch: delivery });
  }

  /** Retries waiting events, one per key. @throws as {@link process} */
  retry(claimed: readonly ClaimedEvent[]): Promise<BatchReport> {
    return this.process(claimed.map(recordOfClaimed));
  }

  /** Observers make no outside calls that could leave their batch. */
  land(): Promise<BatchReport> {
    return Promise.resolve(NOTHING_DONE);
  }

  /** When the observer refuses the batch, halves it until the event at fault is alone, and sets that event aside. */
  private async commitOrIsolate(decoded: DecodedBatch, source: Source): Promise<BatchReport> {
    const { received } = decoded;
    try {
      return await this.commit(decoded, source);
    } catch (error) {
      if (!(error instanceof ObservationFailed)) throw error;
      if (received.length <= 1) return this.commit(decoded, source, { because: error.cause });
    }
    const middle = Math.ceil(received.length / 2);
    const first = await this.commitOrIsolate({ ...decoded, received: received.slice(0, middle) }, source);
    const rest = { ...decoded, received: received.slice(middle), unreadable: [] };
    return sumOf(first, await this.commitOrIsolate(rest, source));
  }

  /** @param refusal why the batch's only event is set aside, instead of being observed again */
  private async commit(
    decoded: DecodedBatch,
    { store, watch }: Source,
    refusal?: { because: unknown },
  ): Promise<BatchReport> {
    const { transactions, options, retries, clock } = this.parts;
    const began = performance.now();
    const batch = await transactions.run(decoded.tenants, async (tx) => {
      const { loaded, cleaned, openLetters } = await store.load(tx, options.name, decoded);
      const observed = new ObservedBatch({ consumer: options.name, retries, loaded, openLetters, now: clock() });
      observed.admit(cleaned);
      if (refusal) observed.fail(refusal.because);
      else {
        if (observed.toObserve.length > 0) await this.observe(tx, observed.toObserve);
        observed.conclude();
      }
      await store.write(tx, options.name, observed, clock());
      return observed;
    });
    watch.committed({ batch, decideMs: 0, transactionMs: performance.now() - began, publishMs: 0 });
    return batch.report();
  }

  private async observe(tx: Parameters<ObservingAgent['observe']>[0], events: readonly EventEnvelope[]): Promise<void> {
    try {
      await this.parts.observer.observe(tx, events);
    } catch (cause) {
      if (isOfTheDatabase(cause)) throw cause;
      throw new ObservationFailed('The observer failed', { cause });
    }
  }
}

/**
 * Whether an error says something about the database and nothing about the events: a lost connection, a deadlock, a timeout, a missing
 * table. A value that it cannot store (SQLSTATE class 22), or that breaks a constraint (23), is a fault of the event.
 */
function isOfTheDatabase(error: unknown): boolean {
  if (error instanceof RetryableError || error instanceof PermanentError) return false;
  const { code, message = '' } = error as { code?: unknown; message?: string };
  if (typeof code === 'string') return !/^2[23]/.test(code);
  return /^Connection terminated|^timeout exceeded/.test(message);
}
