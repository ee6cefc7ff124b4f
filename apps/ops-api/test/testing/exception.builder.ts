/** Exceptions and their events as the workers would have stored them. */
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@sentinai/contracts';
import { type ExceptionRecord, openCase } from '@sentinai/domain';
import { EventLogRepository, ExceptionRepository, type StoredEvent } from '@sentinai/persistence';
import type { TestDatabase } from '@sentinai/persistence/testing';
import { TENANT } from './ops-api.ts';

const CREATED_AT = new Date('2026-11-20T08:00:00.000Z');

let made = 0;

/** @example anException('EX-1').with({ severity: 'high' }).withEvents('ExceptionIngested').build() */
export function anException(exceptionId = `EX-${String(++made).padStart(4, '0')}`): ExceptionBuilder {
  return new ExceptionBuilder(exceptionId);
}

export interface StoredCase {
  record: ExceptionRecord;
  events: StoredEvent[];
}

class ExceptionBuilder {
  private tenantId = TENANT;
  private facts: Partial<ExceptionRecord> = {};
  private eventFacts: Partial<StoredEvent>[] = [];

  constructor(private readonly exceptionId: string) {}

  of(tenantId: string): this {
    this.tenantId = tenantId;
    return this;
  }

  with(facts: Partial<ExceptionRecord>): this {
    this.facts = { ...this.facts, ...facts };
    return this;
  }

  withEvent(eventType: string, payload: JsonObject = {}, facts: Partial<StoredEvent> = {}): this {
    this.eventFacts.push({ eventType, payloadJson: JSON.stringify(payload), ...facts });
    return this;
  }

  build(): StoredCase {
    const { tenantId, exceptionId } = this;
    const item = {
      domain: 'finance',
      exception_type: 'SETTLEMENT_FAIL',
      source_system: 'Murex',
      entity: null,
      amount: null,
      title: null,
      occurred_at: CREATED_AT.toISOString(),
      occurred_at_source: 'given' as const,
      source_updated_at: null,
      raw_payload: { trade: exceptionId },
      redacted: [],
    };
    const opened = openCase({ tenantId, exceptionId }, item, CREATED_AT);
    const record = { ...opened, eventCount: this.eventFacts.length, ...this.facts };
    return { record, events: this.eventFacts.map((facts, index) => event(record, index + 1, facts)) };
  }
}

const event = (record: ExceptionRecord, sequence: number, facts: Partial<StoredEvent>): StoredEvent => ({
  tenantId: record.tenantId,
  exceptionId: record.exceptionId,
  sequence,
  eventId: randomUUID(),
  eventType: 'ExceptionIngested',
  schemaVersion: 1,
  source: '/sentinai/test',
  actor: { type: 'agent', id: 'intake' },
  correlationId: record.exceptionId,
  causationId: null,
  payloadJson: '{}',
  createdAt: new Date(record.createdAt.getTime() + sequence),
  ...facts,
});

/** Stores the exceptions as intake does. */
export async function store(database: TestDatabase, ...cases: StoredCase[]): Promise<void> {
  const transactions = await database.connect('sentinai_intake', { poolSize: 1 });
  const tenants = [...new Set(cases.map(({ record }) => record.tenantId))];
  await transactions.run(tenants, async (tx) => {
    await new ExceptionRepository().insert(
      tx,
      cases.map(({ record }) => record),
    );
    await new EventLogRepository().append(
      tx,
      cases.flatMap(({ events }) => events),
    );
  });
}
