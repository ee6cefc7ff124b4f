import { randomUUID } from 'node:crypto';
import { type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import { Metrics } from '@sentinai/service-kit';
import { WorkerMetrics } from '../src/metrics/worker.metrics.ts';
import type { BatchProcessor } from '../src/runtime/batch.processor.ts';
import { type ReceivedRecord, claimedTenant } from '../src/runtime/received-batch.ts';
import { AgentRunner } from '../src/worker/agent.runner.ts';
import { DatabasePressure } from '../src/worker/database-pressure.ts';
import { TestTopic, until } from './kafka.fixture.ts';
import {
  OPTIONS,
  aRecord,
  countingAgent,
  createProcessor,
  createRetryLoop,
  storeException,
} from './runtime.fixture.ts';

const FLOOD = 'FLOOD';
const QUIET = 'QUIET';

describe('a batch of two tenants, nearly all from one of them', () => {
  const topic = new TestTopic();
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    for (const tenant of [FLOOD, QUIET]) await createTestTenant(database, tenant);
    await topic.open();
  });

  afterAll(async () => {
    await topic.close();
    await database.drop();
  });

  /** Processes the records' slices; `onSlice` says whether the worker dies before its offset is committed. */
  async function startWorker(onSlice: (records: readonly ReceivedRecord[]) => boolean): Promise<AgentRunner> {
    const transactions = await database.connect('sentinai_triage');
    const { processor } = createProcessor(countingAgent, transactions);
    const metrics = new WorkerMetrics(new Metrics('test'), OPTIONS.name);
    const dying: Pick<BatchProcessor, 'process'> = {
      process: async (records) => {
        const report = await processor.process(records);
        if (onSlice(records)) throw new Error('The worker dies here');
        return report;
      },
    };
    const runner = new AgentRunner({
      options: OPTIONS,
      createConsumer: () => topic.createConsumer(),
      processor: dying,
      retries: createRetryLoop(processor, transactions, metrics),
      metrics,
      pressure: new DatabasePressure({ batchMax: 100, slowAfterMs: 10_000 }, metrics),
    });
    await runner.start();
    return runner;
  }

  const timesSeen = async (tenant: string, id: string): Promise<number> => {
    const sql = 'select title from exception where tenant_id = $1 and exception_id = $2';
    const [row] = await database.asOwner<{ title: string | null }>(sql, [tenant, id]);
    return Number(row?.title ?? 0);
  };

  it('begins with the tenant with few records; a crash in between loses and duplicates nothing', async () => {
    const [flood, quiet] = [`EX-${randomUUID()}`, `EX-${randomUUID()}`];
    await storeException(database, FLOOD, flood);
    await storeException(database, QUIET, quiet);
    await topic.send([
      ...Array.from({ length: 300 }, () => aRecord(FLOOD, flood)),
      ...Array.from({ length: 5 }, () => aRecord(QUIET, quiet)),
    ]);

    const slices: string[][] = [];
    const first = await startWorker((records) => {
      slices.push(records.map((record) => claimedTenant(record) ?? '?'));
      return slices.length >= 2;
    });
    await until('two slices are through', () => slices.length >= 2);
    expect(slices[0]?.slice(0, 11)).toEqual([...Array.from({ length: 5 }, () => [FLOOD, QUIET]).flat(), FLOOD]);
    // The second slice is stored but its offset is not committed: it comes back, as do the quiet tenant's records
    // after it.
    await first.stop();
    expect(await topic.lag()).toBeGreaterThan(200);

    const second = await startWorker(() => false);
    await until('everything is committed', async () => (await topic.lag()) === 0);
    expect([await timesSeen(FLOOD, flood), await timesSeen(QUIET, quiet)]).toEqual([300, 5]);
    await second.stop();
  });
});
