/**
 * Takes a batch of records through one transaction, and its events to Kafka.
 *
 *   decode       a bad record becomes a dead letter; the batch goes on
 *   call         executing agents only: the outside world is called for what was not processed before
 *   transaction  lock the cases, leave out what was processed before, decide in order, write set-based
 *   publish      the decisions' events; for what was processed before, its stored events again
 *
 * The caller commits the offsets afterwards. A crash at any line leaves: nothing done, or events stored that are
 * published again, under the same ids, when the records come back.
 */
import type { EventEnvelope } from '@sentinai/contracts';
import type { Decision, ExceptionRecord } from '@sentinai/domain';
import {
  type DeadLetter,
  type StoredEvent,
  type TenantTransactions,
  type Transaction,
  exceptionKey,
} from '@sentinai/persistence';
import { type AgentOptions, type AnyAgent, type Matter, isExecuting } from '../agent/agent.ts';
import { deadLetterOf } from '../dead-letters/dead-letter.mapping.ts';
import { PermanentError } from '../errors.ts';
import type { EventProducer } from '../kafka/event.producer.ts';
import { CaseBatch } from './case-batch.ts';
import type { CaseStore, LoadedBatch } from './case.store.ts';
import { configFor, isConfigured, matterOf } from './matter.ts';
import { Outcomes, callOutside } from './outside-calls.ts';
import { type DecodedBatch, type ReceivedRecord, claimedTenant, decodeBatch } from './received-batch.ts';

/** What happened to a batch, for metrics. */
export interface BatchReport {
  processed: number;
  duplicates: number;
  deadLetters: number;
  emitted: number;
}

export interface BatchProcessorParts {
  options: AgentOptions;
  agent: AnyAgent;
  transactions: TenantTransactions;
  store: CaseStore;
  producer: Pick<EventProducer, 'publish'>;
  clock: () => Date;
}

/** What one transaction works with. */
interface Session {
  loaded: LoadedBatch;
  batch: CaseBatch;
  outcomes: Outcomes;
  /** Set when the database refused what was decided about the batch's one event. */
  refusal: PermanentError | undefined;
  now: Date;
}

export class BatchProcessor {
  constructor(private readonly parts: BatchProcessorParts) {}

  /**
   * Processes the records, which must be in their partition's order.
   * @throws when the database or Kafka fails: nothing is lost, the same records are to be given again
   */
  async process(records: readonly ReceivedRecord[]): Promise<BatchReport> {
    const decoded = decodeBatch(records);
    const { agent } = this.parts;
    const outcomes = isExecuting(agent)
      ? await callOutside(agent, { ...this.parts, tenants: decoded.tenants, select: (tx) => this.fresh(tx, decoded) })
      : Outcomes.NONE;
    return this.commitOrIsolate(decoded, outcomes);
  }

  /** When the database refuses the batch's data, halves it until the record at fault is alone, and sets that aside. */
  private async commitOrIsolate(decoded: DecodedBatch, outcomes: Outcomes): Promise<BatchReport> {
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

  private async commit(decoded: DecodedBatch, outcomes: Outcomes): Promise<BatchReport> {
    const { transactions, producer } = this.parts;
    const { events, report } = await transactions.run(decoded.tenants, (tx) => this.decideAll(tx, decoded, outcomes));
    await producer.publish(events);
    return report;
  }

  private async decideAll(
    tx: Transaction,
    decoded: DecodedBatch,
    outcomes: Outcomes,
  ): Promise<{ events: StoredEvent[]; report: BatchReport }> {
    const { store, options, agent } = this.parts;
    const loaded = await store.load(tx, options.name, decoded);
    const now = this.parts.clock();
    const actor = { type: 'agent', id: options.name } as const;
    const batch = new CaseBatch(loaded.cases, { source: `/sentinai/${options.name}`, actor, now });
    const session = { loaded, batch, outcomes, refusal: decoded.refusal, now };
    const seen = new Set(loaded.processed.keys());
    for (const { event, record } of decoded.received) {
      if (seen.has(event.id)) continue;
      seen.add(event.id);
      this.decideOne(session, event, record);
    }
    for (const { record, error } of decoded.unreadable) {
      batch.deadLetters.push(this.deadLetter(session, record, error, claimedTenant(record)));
    }
    if (isExecuting(agent) && !decoded.refusal) {
      await agent.record(tx, outcomes.of(decoded.received.map(({ event }) => event)));
    }
    await store.write(tx, options.name, batch, now);
    const again = await store.storedDecisions(tx, loaded.processed.values());
    return { events: [...again, ...batch.events], report: reportOf(batch, loaded) };
  }

  private decideOne(session: Session, received: EventEnvelope, record: ReceivedRecord): void {
    const { batch } = session;
    let event = received;
    try {
      event = this.receive(session, received);
      if (session.refusal) throw session.refusal;
      batch.decide(event, this.decision(session, event));
    } catch (error) {
      batch.setAside(event, this.deadLetter(session, record, error, event.tenantId));
    }
  }

  /** What another producer made, the agent may clean before it is stored. */
  private receive({ batch, loaded }: Session, event: EventEnvelope): EventEnvelope {
    const { agent } = this.parts;
    if (event.sequence !== undefined || isExecuting(agent) || !agent.receive) return event;
    return agent.receive(event, configFor(event, batch.find(event)?.domain ?? String(event.data.domain), loaded));
  }

  private decision(session: Session, event: EventEnvelope): Decision {
    const { agent } = this.parts;
    const { batch, loaded, outcomes, now } = session;
    const matter = matterOf(event, batch.find(event) ?? this.open(session, event), loaded, now);
    return isExecuting(agent) ? outcomes.conclude(agent, matter) : agent.decide(event, matter.file);
  }

  /** The case of an event that another producer made, for an exception nobody has stored. */
  private open({ batch, loaded }: Session, event: EventEnvelope): ExceptionRecord {
    const { agent } = this.parts;
    if (isExecuting(agent) || !agent.open) {
      throw new PermanentError('exception_not_found', `Exception "${event.exceptionId}" does not exist`);
    }
    const record = agent.open(event, configFor(event, String(event.data.domain), loaded));
    batch.open(record);
    return record;
  }

  /** Matters of the batch that were not processed before, to be executed. What is wrong with the others, deciding tells. */
  private async fresh(tx: Transaction, decoded: DecodedBatch): Promise<Matter[]> {
    const loaded = await this.parts.store.load(tx, this.parts.options.name, decoded);
    const now = this.parts.clock();
    const events = new Map(decoded.received.map(({ event }) => [event.id, event]));
    return [...events.values()].flatMap((event) => {
      const exception = loaded.cases.get(exceptionKey(event));
      const executable = exception && !loaded.processed.has(event.id) && isConfigured(event, exception, loaded);
      return executable ? [matterOf(event, exception, loaded, now)] : [];
    });
  }

  private deadLetter(session: Session, record: ReceivedRecord, error: unknown, tenantId: string | null): DeadLetter {
    const tenant = tenantId === null ? undefined : session.loaded.tenants.get(tenantId);
    return deadLetterOf({
      record,
      error,
      consumer: this.parts.options.name,
      tenantId: tenant?.tenantId ?? null,
      attempts: 1,
      configVersions: tenant ? { revision: tenant.revision } : {},
    });
  }
}

function reportOf(batch: CaseBatch, loaded: LoadedBatch): BatchReport {
  return {
    processed: batch.processed.filter(({ status }) => status === 'processed').length,
    duplicates: loaded.processed.size,
    deadLetters: batch.deadLetters.length,
    emitted: batch.events.length,
  };
}

const sum = (a: BatchReport, b: BatchReport): BatchReport => ({
  processed: a.processed + b.processed,
  duplicates: a.duplicates + b.duplicates,
  deadLetters: a.deadLetters + b.deadLetters,
  emitted: a.emitted + b.emitted,
});

/** SQLSTATE class 22, data exception: a value the database cannot store, which no retry will change. */
function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' && code.startsWith('22');
}
