import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import { Metrics } from '@sentinai/service-kit';
import { WorkerMetrics } from '../src/metrics/worker.metrics.ts';
import { BatchProcessor } from '../src/runtime/batch.processor.ts';
import { UnderwayCalls } from '../src/runtime/underway-calls.ts';
import { AgentTransport } from '../src/worker/agent.transport.ts';
import { DatabasePressure } from '../src/worker/database-pressure.ts';
import { TestTopic, until } from './kafka.fixture.ts';
import {
  OPTIONS,
  QUICK_RETRIES,
  RememberingProducer,
  RememberingWatch,
  aRecord,
  countingAgent,
  createRetryLoop,
  createStore,
  storeException,
} from './runtime.fixture.ts';

const TENANT = 'ACME';
const SLOW_AFTER_MS = 250;
/** A busy machine may delay a heartbeat for seconds, which is not what this suite is about. */
const SESSION_TIMEOUT_MS = 15_000;
const LOCKED_MS = SESSION_TIMEOUT_MS + 2_000;

describe('a worker whose database is slow', () => {
  const topic = new TestTopic();
  const metrics = new Metrics('test');
  let database: TestDatabase;
  let transport: AgentTransport;
  let pressure: DatabasePressure;
  let joins = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    await createTestTenant(database, TENANT);
    await topic.open();
    const workerMetrics = new WorkerMetrics(metrics);
    pressure = new DatabasePressure({ batchMax: 100, slowAfterMs: SLOW_AFTER_MS }, workerMetrics);
    const transactions = await database.connect('sentinai_triage');
    const processor = new BatchProcessor({
      options: OPTIONS,
      agent: countingAgent,
      transactions: pressure.watch(transactions),
      store: createStore(),
      producer: new RememberingProducer(),
      watch: new RememberingWatch(),
      clock: () => new Date(),
      retries: QUICK_RETRIES,
      underway: new UnderwayCalls(),
    });
    transport = new AgentTransport({
      options: OPTIONS,
      createConsumer: () => {
        const consumer = topic.createConsumer(SESSION_TIMEOUT_MS);
        consumer.on(consumer.events.GROUP_JOIN, () => (joins += 1));
        return consumer;
      },
      processor,
      retries: createRetryLoop(processor, transactions, workerMetrics),
      metrics: workerMetrics,
      pressure,
    });
    await transport.listen(() => undefined);
    await until('the worker is in its group', () => joins === 1);
  });

  afterAll(async () => {
    await transport.close();
    await topic.close();
    await database.drop();
  });

  const pausedSeconds = async (): Promise<number> =>
    Number(/consumption_paused_seconds_total\{.*\} (\S+)/.exec((await metrics.expose()).text)?.[1] ?? 0);

  async function sendRecords(count: number): Promise<string> {
    const id = `EX-${randomUUID()}`;
    await storeException(database, TENANT, id);
    await topic.send(Array.from({ length: count }, () => aRecord(TENANT, id)));
    return id;
  }

  it('takes smaller batches and pauses, and recovers with the database', async () => {
    await database.asOwner(`
      create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.4); return null; end $$;
      create trigger slow after update on exception for each statement execute function slow();`);
    await sendRecords(400);
    await until('the batch is a quarter', () => pressure.batchSize <= 25);
    expect(await pausedSeconds()).toBeGreaterThan(0);

    await database.asOwner('drop trigger slow on exception');
    await until('all is committed', async () => (await topic.lag()) === 0);
    await until('batches are as large as before', async () => {
      await sendRecords(1);
      await until('it is committed', async () => (await topic.lag()) === 0);
      return pressure.batchSize === 100;
    });
    expect(joins).toBe(1);
  });

  it('stays in its group while a table is locked for longer than a session lasts, and then continues', async () => {
    await database.asOwner('begin; lock table exception in access exclusive mode');
    await topic.send([aRecord(TENANT, 'EX-LOCKED')]);
    await delay(LOCKED_MS);
    expect(() => transport.checkReady()).not.toThrow();
    await database.asOwner('rollback');

    await until('all is committed', async () => (await topic.lag()) === 0);
    expect(joins).toBe(1);
  });
});
