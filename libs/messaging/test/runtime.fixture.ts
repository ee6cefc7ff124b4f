/** A batch runtime on a real database, with a producer that remembers the events it publishes. */
import { randomUUID } from 'node:crypto';
import { type EventEnvelope, ExceptionNormalized, HEADERS, eventKey } from '@sentinai/contracts';
import { type Decision, openCase } from '@sentinai/domain';
import {
  DeadLetterRepository,
  EventLogRepository,
  ExceptionRepository,
  InboxRepository,
  type StoredEvent,
  type TenantTransactions,
  WaitingEventRepository,
} from '@sentinai/persistence';
import { type TestDatabase, createTenantConfigStore } from '@sentinai/persistence/testing';
import type { Tracer } from '@sentinai/service-kit';
import type { AnyAgent } from '../src/index.ts';
import type { WorkerMetrics } from '../src/metrics/worker.metrics.ts';
import { RetryLoop } from '../src/retries/retry-loop.ts';
import type { RetryPolicy } from '../src/retries/retry-policy.ts';
import type { BatchWatch, CommittedBatch } from '../src/metrics/batch-watch.ts';
import { BatchProcessor } from '../src/runtime/batch.processor.ts';
import { CaseStore } from '../src/runtime/case.store.ts';
import type { ReceivedRecord } from '../src/runtime/received-batch.ts';
import { UnderwayCalls } from '../src/runtime/underway-calls.ts';

export const OPTIONS = { name: 'triage', consumes: [ExceptionNormalized] } as const;

export class RememberingProducer {
  published: StoredEvent[] = [];
  /** Makes the next publish fail, as when Kafka is unreachable. */
  failNext = false;

  async publish(events: readonly StoredEvent[]): Promise<void> {
    if (this.failNext) {
      this.failNext = false;
      throw new Error('Kafka is away');
    }
    this.published.push(...events);
  }
}

export class RememberingWatch implements BatchWatch {
  readonly seen: CommittedBatch[] = [];

  committed(done: CommittedBatch): void {
    this.seen.push(done);
  }
}

export function createStore(): CaseStore {
  return new CaseStore(
    new ExceptionRepository(),
    new EventLogRepository(),
    new InboxRepository(),
    new DeadLetterRepository(),
    new WaitingEventRepository(),
    createTenantConfigStore(),
  );
}

/** Three attempts, each due again at once. */
export const QUICK_RETRIES: RetryPolicy = { maxAttempts: 3, delayMs: () => 0 };

export function createProcessor(
  agent: AnyAgent,
  transactions: TenantTransactions,
  producer = new RememberingProducer(),
  retries = QUICK_RETRIES,
  tracer: Tracer | null = null,
  underway = new UnderwayCalls(),
) {
  const store = createStore();
  const clock = () => new Date();
  const watch = new RememberingWatch();
  const parts = { options: OPTIONS, agent, transactions, store, producer, clock, watch, retries, underway, tracer };
  const processor = new BatchProcessor(parts);
  return { producer, processor, watch, underway };
}

/** The retry loop for a transport, polling ten times a second. */
export function createRetryLoop(
  processor: BatchProcessor,
  transactions: TenantTransactions,
  metrics: WorkerMetrics,
  underway = new UnderwayCalls(),
) {
  return new RetryLoop({
    consumer: OPTIONS.name,
    processor,
    underway,
    waiting: new WaitingEventRepository(),
    transactions,
    metrics,
    clock: () => new Date(),
    pollIntervalMs: 100,
    limit: 10,
  });
}

/** An agent that comments on every event it sees: the exception's title counts them. */
export const countingAgent = {
  decide(_event: EventEnvelope, { exception }: { exception: { title: string | null } }): Decision {
    const seen = Number(exception.title ?? 0) + 1;
    return { patch: { title: String(seen) }, events: [resolved(`seen ${seen}`)] };
  },
};

export const resolved = (resolution: string) => ({
  type: 'ExceptionResolved',
  data: { resolved_at: '2026-01-01T00:00:00.000Z', resolved_by: 'test', resolution },
});

/** Stores an exception under a new id, which it returns. */
export async function storeNewException(database: TestDatabase, tenantId: string): Promise<string> {
  const id = `EX-${randomUUID()}`;
  await storeException(database, tenantId, id);
  return id;
}

/** Stores an exception with its first event, as intake does, and returns the records that announce it. */
export async function storeException(database: TestDatabase, tenantId: string, exceptionId: string): Promise<void> {
  const transactions = await database.connect('sentinai_intake');
  const item = {
    domain: 'Test',
    source_system: 'test',
    exception_type: 'BREAK',
    entity: null,
    amount: null,
    title: null,
    occurred_at: new Date().toISOString(),
    occurred_at_source: 'given' as const,
    source_updated_at: null,
    raw_payload: {},
    redacted: [],
  };
  const record = { ...openCase({ tenantId, exceptionId }, item, new Date()), eventCount: 100, eventsInFlight: 100 };
  await transactions.run([tenantId], (tx) => new ExceptionRepository().insert(tx, [record]));
}

let offset = 0;

export interface RecordOptions {
  headers?: Record<string, string | undefined>;
  value?: Buffer | string | null;
  key?: string;
}

/** A record as triage finds it on `exceptions.normalized`. */
export function aRecord(tenantId: string, exceptionId: string, options: RecordOptions = {}): ReceivedRecord {
  offset += 1;
  const headers = {
    [HEADERS.specversion]: '1.0',
    [HEADERS.id]: randomUUID(),
    [HEADERS.type]: 'ExceptionNormalized',
    [HEADERS.source]: '/sentinai/intake',
    [HEADERS.time]: new Date().toISOString(),
    [HEADERS.tenantId]: tenantId,
    [HEADERS.exceptionId]: exceptionId,
    [HEADERS.schemaVersion]: '1',
    [HEADERS.sequence]: '2',
    ...options.headers,
  };
  const value = options.value === undefined ? JSON.stringify(normalized()) : options.value;
  const message = {
    key: Buffer.from(options.key ?? eventKey(tenantId, exceptionId)),
    value: value === null ? null : Buffer.from(value),
    headers: Object.fromEntries(Object.entries(headers).filter(([, header]) => header !== undefined)),
    offset: String(offset),
    timestamp: '0',
    attributes: 0,
  };
  return { topic: 'exceptions.normalized', partition: 0, message: message };
}

export const normalized = (): ExceptionNormalized => ({
  domain: 'Test',
  source_system: 'test',
  exception_type: 'BREAK',
  entity: null,
  amount: null,
  title: null,
  occurred_at: '2026-01-01T00:00:00.000Z',
  occurred_at_source: 'given',
  unreadable: [],
  source_updated_at: null,
  source_status: null,
  status: null,
  update: false,
  domain_pack_version: 1,
  raw_payload: {},
});
