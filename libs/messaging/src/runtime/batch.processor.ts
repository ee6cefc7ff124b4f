/**
 * Takes a batch of records through one transaction, and its events to Kafka.
 *
 * ```
 *   decode       a bad record becomes a dead letter; the batch continues
 *   call         executing agents only: make the outside calls for events not processed before
 *   transaction  lock the cases, skip what was processed before, decide in order, write set-based
 *   publish      the decisions' events; for events processed before, their stored events again
 * ```
 *
 * The caller commits the offsets afterwards. A crash at any point leaves either nothing done, or stored events that
 * are published again, under the same ids, when the records come back. Retried events take the same path; their
 * waiting row is deleted last, in its own transaction, like an offset commit.
 */
import {
  type ClaimedEvent,
  type StoredEvent,
  type TenantTransactions,
  type Transaction,
  exceptionKey,
} from '@sentinai/persistence';
import type { Tracer } from '@sentinai/service-kit';
import { type Matter, isExecuting } from '../agent/agent.ts';
import { PermanentError } from '../agent/errors.ts';
import type { EventProducer } from '../kafka/event.producer.ts';
import type { BatchWatch } from '../metrics/batch-watch.ts';
import { recordOfClaimed } from '../retries/kept-record.ts';
import { EventSorter } from './event-sorter.ts';
import { type BatchReport, sumOf } from './batch-report.ts';
import { BatchDecider, type DeciderParts, type LeftBehind, attemptOf } from './batch.decider.ts';
import type { CaseBatch } from './case-batch.ts';
import type { CaseStore, LoadedBatch } from './case.store.ts';
import { cleanedBatch } from './cleaned-batch.ts';
import { isConfigured, isServed, matterOf } from './matter.ts';
import { Outcomes, callOutside } from './outside-calls.ts';
import { BatchTrace } from '../tracing/batch.trace.ts';
import { type Claim, type DecodedBatch, type ReceivedRecord, decodeBatch } from './received-batch.ts';
import type { LandedCall, UnderwayCall, UnderwayCalls } from './underway-calls.ts';

export interface BatchProcessorParts extends DeciderParts {
  transactions: Pick<TenantTransactions, 'run'>;
  store: CaseStore;
  producer: Pick<EventProducer, 'publish'>;
  watch: BatchWatch;
  clock: () => Date;
  underway: UnderwayCalls;
  /** Null or absent while tracing is off. */
  tracer?: Tracer | null;
}

interface Committed {
  report: BatchReport;
  released: Claim[];
}

/** Result of a transaction: events to publish, and the report. */
interface Decided extends Committed {
  events: StoredEvent[];
  batch: CaseBatch;
  underway: UnderwayCall[];
  decideMs: number;
}

export class BatchProcessor {
  constructor(private readonly parts: BatchProcessorParts) {}

  /**
   * Processes the records; those of one exception must be in their partition's order.
   * @throws when the database or Kafka fails: nothing is lost, pass the same records again
   */
  async process(records: readonly ReceivedRecord[]): Promise<BatchReport> {
    const { report } = await this.handle(decodeBatch(records));
    return report;
  }

  /**
   * Retries waiting events, one per exception.
   * @throws when the database or Kafka fails: nothing is lost, pass the same events again
   */
  async retry(claimed: readonly ClaimedEvent[]): Promise<BatchReport> {
    const decoded = decodeBatch(claimed.map(recordOfClaimed));
    const { report, released } = await this.handle(decoded);
    await this.release(decoded, released);
    return report;
  }

  /**
   * Processes events whose calls had left their batch and are over.
   * @throws when the database or Kafka fails: nothing is lost, pass the same calls again
   */
  async land(landed: readonly LandedCall[]): Promise<BatchReport> {
    const decoded = decodeBatch(landed.map(({ record }) => record));
    const outcomes = new Outcomes(new Map(landed.map(({ eventId, outcome }) => [eventId, outcome])));
    const { report, released } = await this.handle(decoded, () => Promise.resolve(outcomes));
    await this.release(decoded, released);
    return report;
  }

  private async handle(
    decoded: DecodedBatch,
    execute: (decoded: DecodedBatch) => Promise<Outcomes> = (batch) => this.execute(batch),
  ): Promise<Committed> {
    const { tracer, options } = this.parts;
    const work = async (batch: DecodedBatch) => this.commitOrIsolate(batch, await execute(batch));
    if (!tracer) return work(decoded);
    const events = decoded.received.map(({ event }) => event);
    return BatchTrace.around(tracer, options.name, events, (trace) => work({ ...decoded, trace }));
  }

  private async execute(decoded: DecodedBatch): Promise<Outcomes> {
    const { agent } = this.parts;
    if (!isExecuting(agent)) return Outcomes.NONE;
    return callOutside(agent, { ...this.parts, tenants: decoded.tenants, select: (tx) => this.fresh(tx, decoded) });
  }

  private async release({ tenants }: DecodedBatch, claims: readonly Claim[]): Promise<void> {
    if (claims.length === 0) return;
    const { transactions, store, options, clock } = this.parts;
    await transactions.run(tenants, (tx) => store.release(tx, options.name, claims, clock()));
  }

  /**
   * When the database rejects the batch's data, halves the batch until the faulty record is alone, and dead-letters
   * it.
   */
  private async commitOrIsolate(decoded: DecodedBatch, outcomes: Outcomes): Promise<Committed> {
    const { received } = decoded;
    try {
      return await this.commit(decoded, outcomes);
    } catch (error) {
      if (!isDataError(error) || received.length === 0 || decoded.refusal) throw error;
      if (received.length === 1) {
        const refusal = new PermanentError('data_refused', (error as Error).message, { cause: error });
        return this.commit({ ...decoded, refusal }, outcomes);
      }
    }
    const middle = Math.ceil(received.length / 2);
    const first = await this.commitOrIsolate({ ...decoded, received: received.slice(0, middle) }, outcomes);
    const rest = { ...decoded, received: received.slice(middle), unreadable: [] };
    return sum(first, await this.commitOrIsolate(rest, outcomes));
  }

  private async commit(decoded: DecodedBatch, outcomes: Outcomes): Promise<Committed> {
    const { transactions, producer, watch } = this.parts;
    const began = performance.now();
    const decided = await transactions.run(decoded.tenants, (tx) => this.decideAll(tx, decoded, outcomes));
    const { events, batch, decideMs, underway, ...committed } = decided;
    for (const call of underway) this.parts.underway.add(call);
    const stored = performance.now();
    await producer.publish(decoded.trace?.continued(events) ?? events);
    watch.committed({ batch, decideMs, transactionMs: stored - began, publishMs: performance.now() - stored });
    return committed;
  }

  private async decideAll(tx: Transaction, received: DecodedBatch, outcomes: Outcomes): Promise<Decided> {
    const { store, options, agent } = this.parts;
    const { loaded, decoded } = await this.load(tx, received);
    const now = this.parts.clock();
    const decider = new BatchDecider(this.parts, { decoded, loaded, outcomes, now });
    const { batch, again, concluded, postponed, released, leftBehind } = decider;
    const began = performance.now();
    decider.decideAll();
    const decideMs = performance.now() - began;
    if (isExecuting(agent) && !decoded.refusal) {
      await agent.record(tx, outcomes.of(concluded));
      if (postponed.length > 0) await agent.postpone?.(tx, postponed);
    }
    const waiting = await store.write(tx, options.name, batch, now);
    const repeated = await store.storedEvents(tx, again);
    const underway = leftBehind.flatMap((left) => underwayOf(left, waiting));
    return { events: [...repeated, ...batch.events], report: reportOf(decider), released, batch, underway, decideMs };
  }

  /** Loads what the batch needs from the database, and redacts personal data in the batch. */
  private async load(tx: Transaction, received: DecodedBatch): Promise<{ loaded: LoadedBatch; decoded: DecodedBatch }> {
    const { store, options } = this.parts;
    const loaded = await store.load(tx, options.name, received);
    return { loaded, decoded: await cleanedBatch(received, loaded, (events) => store.findStored(tx, events)) };
  }

  /** Returns the matters of the batch to execute now. Faults of the others are reported when they are decided. */
  private async fresh(tx: Transaction, received: DecodedBatch): Promise<Matter[]> {
    const { clock, retries } = this.parts;
    const { loaded, decoded } = await this.load(tx, received);
    const now = clock();
    const sorter = new EventSorter(loaded);
    const events = new Map(decoded.received.map((received) => [received.event.id, received]));
    return [...events.values()].flatMap(({ event, record }) => {
      const exception = loaded.cases.get(exceptionKey(event));
      const isFresh = sorter.sort(event, record) === 'fresh';
      if (!exception || !isFresh || !isServed(event, loaded)) return [];
      if (!isConfigured(event, exception, loaded)) return [];
      return [matterOf(event, exception, { loaded, now, ...attemptOf(record, retries) })];
    });
  }
}

/** Returns calls that left their batch, claimed by the row in which their event waits. */
function underwayOf({ event, record, landing }: LeftBehind, waiting: ReadonlyMap<string, string>): UnderwayCall[] {
  const { id: eventId, tenantId, exceptionId } = event;
  const id = waiting.get(eventId);
  const claim = record.claim ?? (id === undefined ? undefined : { id, tenantId, exceptionId, attempts: 0 });
  return claim ? [{ eventId, record: { ...record, claim }, landing }] : [];
}

function reportOf({ batch, duplicates }: BatchDecider): BatchReport {
  const decided = [...batch.processed, ...batch.amended];
  return {
    processed: decided.filter(({ status }) => status === 'processed').length,
    duplicates,
    deadLetters: batch.deadLetters.length + batch.reopened.length,
    retried: batch.postponed.length + batch.waiting.filter(({ failed }) => failed !== null).length,
    parked: batch.waiting.filter(({ failed }) => failed === null).length,
    emitted: batch.events.length,
  };
}

const sum = (a: Committed, b: Committed): Committed => ({
  report: sumOf(a.report, b.report),
  released: [...a.released, ...b.released],
});

/** SQLSTATE class 22, data exception: a value that the database cannot store, which no retry will change. */
function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && code.startsWith('22');
}
