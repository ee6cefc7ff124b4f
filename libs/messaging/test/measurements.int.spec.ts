/** From a batch to the stored measurements: the durations of a tenant's events, minute by minute. */
import { randomUUID } from 'node:crypto';
import {
  type MeasuredTotal,
  MeasurementQueries,
  MeasurementRepository,
  type StoredEvent,
  type TenantTransactions,
} from '@sentinai/persistence';
import { type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import { Metrics } from '@sentinai/service-kit';
import { BatchMeasurer } from '../src/metrics/batch.measurer.ts';
import { MeasurementRecorder } from '../src/metrics/measurement.recorder.ts';
import { WorkerMetrics } from '../src/metrics/worker.metrics.ts';
import { OPTIONS, aRecord, countingAgent, createProcessor, storeException } from './runtime.fixture.ts';

const TENANT = 'ACME';

describe('what a worker measures', () => {
  let database: TestDatabase;
  let transactions: TenantTransactions;
  let exceptionId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    await createTestTenant(database, TENANT);
    transactions = await database.connect('sentinai_triage');
    exceptionId = `EX-${randomUUID()}`;
    await storeException(database, TENANT, exceptionId);
  });
  beforeEach(() => database.asOwner('truncate measurement'));
  afterAll(() => database.drop());

  const aRecorder = (metrics = new Metrics('triage'), by = transactions) =>
    new MeasurementRecorder({
      transactions: by,
      repository: new MeasurementRepository(),
      instance: 'triage-0',
      metrics,
    });
  const stored = (): Promise<MeasuredTotal[]> =>
    transactions.run([TENANT], (tx) =>
      new MeasurementQueries().totals(tx, TENANT, { resolution: 'minute', from: new Date(Date.now() - 600_000) }),
    );
  const processBatch = async (records = [aRecord(TENANT, exceptionId), aRecord(TENANT, exceptionId)]) => {
    const { processor, watch } = createProcessor(countingAgent, transactions);
    await processor.process(records);
    return watch.seen;
  };

  it('is reported once per transaction, with the durations of its parts', async () => {
    const seen = await processBatch();

    expect(seen).toHaveLength(1);
    const [{ decideMs, transactionMs, publishMs }] = seen as [(typeof seen)[number]];
    expect(decideMs).toBeGreaterThan(0);
    expect(transactionMs).toBeGreaterThan(decideMs);
    expect(publishMs).toBeGreaterThanOrEqual(0);
  });

  it("is stored by tenant when it stops: events, dead letters, latency, and the agent's measurements", async () => {
    const recorder = aRecorder();
    const metrics = new Metrics('triage');
    const durations = ({ eventType }: StoredEvent): Record<string, number> =>
      eventType === 'ExceptionResolved' ? { playbook: 1_000 } : {};
    const registered = { options: OPTIONS, agent: { ...countingAgent, durations } };
    const measurer = new BatchMeasurer(registered, new WorkerMetrics(metrics, OPTIONS.name), recorder);
    const old = aRecord(TENANT, exceptionId, { headers: { ce_time: new Date(Date.now() - 60_000).toISOString() } });

    for (const done of await processBatch([aRecord(TENANT, exceptionId), old])) measurer.committed(done);
    for (const done of await processBatch([aRecord(TENANT, exceptionId, { value: '{' })])) measurer.committed(done);
    await recorder.onApplicationShutdown();

    const [exception, worker] = await stored();
    expect(exception).toMatchObject({ kind: 'exception', name: 'playbook', processed: 2, durations: { maxMs: 1_000 } });
    expect(worker).toMatchObject({ kind: 'worker', name: 'triage', processed: 2, retried: 0, deadLettered: 1 });
    expect(worker?.durations.maxMs).toBeGreaterThanOrEqual(60_000);
    expect((await metrics.expose()).text).toContain(
      'sentinai_event_latency_seconds_count{agent="triage",service="triage"} 2',
    );
  });

  it('is kept while it cannot be stored, and stored once with the next', async () => {
    const failing = { failNext: true };
    const flaky = {
      ...transactions,
      run: async (...args: Parameters<TenantTransactions['run']>) => {
        if (failing.failNext) throw new Error('the database is away');
        return transactions.run(...args);
      },
    } as TenantTransactions;
    const metrics = new Metrics('triage');
    const recorder = aRecorder(metrics, flaky);
    const registered = { options: OPTIONS };
    const measurer = new BatchMeasurer(registered, new WorkerMetrics(metrics, OPTIONS.name), recorder);
    for (const done of await processBatch()) measurer.committed(done);

    await recorder.flush();
    expect(await stored()).toEqual([]);
    expect((await metrics.expose()).text).toContain('sentinai_measurement_failures_total{service="triage"} 1');

    failing.failNext = false;
    for (const done of await processBatch()) measurer.committed(done);
    await recorder.flush();
    await recorder.onApplicationShutdown();
    expect(await stored()).toMatchObject([{ name: 'triage', processed: 4 }]);
  });

  it('fails no batch when it cannot be measured', async () => {
    const broken = () => {
      throw new TypeError('not a number');
    };
    const registered = { options: OPTIONS, agent: { ...countingAgent, durations: broken } };
    const recorder = aRecorder();
    const measurer = new BatchMeasurer(registered, new WorkerMetrics(new Metrics('triage'), OPTIONS.name), recorder);

    for (const done of await processBatch()) expect(() => measurer.committed(done)).not.toThrow();
    await recorder.onApplicationShutdown();
  });
});
