import { randomUUID } from 'node:crypto';
import { HEADERS } from '@sentinai/contracts';
import type { TenantTransactions } from '@sentinai/persistence';
import { type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import { RecordingTracer, traceparent } from './recording.tracer.ts';
import {
  QUICK_RETRIES,
  RememberingProducer,
  aRecord,
  countingAgent,
  createProcessor,
  storeException,
} from './runtime.fixture.ts';

const TENANT = 'ACME';

describe('the trace of an event', () => {
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    await createTestTenant(database, TENANT);
    transactions = await database.connect('sentinai_triage');
  });
  afterAll(() => database.drop());

  async function aTracedRecord() {
    const id = `EX-${randomUUID()}`;
    await storeException(database, TENANT, id);
    return aRecord(TENANT, id, { headers: { [HEADERS.traceparent]: traceparent(1) } });
  }

  it('continues with the resulting events', async () => {
    const tracer = new RecordingTracer();
    const { processor, producer } = createProcessor(
      countingAgent,
      transactions,
      new RememberingProducer(),
      QUICK_RETRIES,
      tracer,
    );

    await processor.process([await aTracedRecord()]);

    expect(producer.published.map((event) => event.traceparent)).toEqual([traceparent(102)]);
    expect(tracer.spans[1]?.options.parent).toBe(traceparent(1));
  });

  it('survives a crash between commit and publishing', async () => {
    const record = await aTracedRecord();
    const crashing = createProcessor(
      countingAgent,
      transactions,
      new RememberingProducer(),
      QUICK_RETRIES,
      new RecordingTracer(),
    );
    crashing.producer.failNext = true;
    await expect(crashing.processor.process([record])).rejects.toThrow('Kafka is away');

    const { processor, producer } = createProcessor(
      countingAgent,
      transactions,
      new RememberingProducer(),
      QUICK_RETRIES,
      new RecordingTracer(),
    );
    await processor.process([record]);

    expect(producer.published.map((event) => event.traceparent)).toEqual([traceparent(102)]);
  });

  it('stays unchanged while tracing is off', async () => {
    const { processor, producer } = createProcessor(countingAgent, transactions);

    await processor.process([await aTracedRecord()]);

    expect(producer.published.map((event) => event.traceparent)).toEqual([undefined]);
  });
});
