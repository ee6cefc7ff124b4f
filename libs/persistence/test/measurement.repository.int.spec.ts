import { DurationHistogram } from '@sentinai/domain';
import { type Measurement, MeasurementQueries, MeasurementRepository, type TenantTransactions } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';

const MINUTE = new Date('2026-11-20T08:59:00.000Z');
const NEXT_HOUR = new Date('2026-11-20T09:00:00.000Z');

const histogramOf = (...durations: number[]): DurationHistogram => {
  const histogram = new DurationHistogram();
  for (const ms of durations) histogram.add(ms);
  return histogram;
};

const aMeasurement = (facts: Partial<Measurement> = {}): Measurement => ({
  tenantId: 'ACME',
  kind: 'worker',
  name: 'triage',
  minute: MINUTE,
  processed: 2,
  retried: 1,
  deadLettered: 0,
  durations: histogramOf(10, 2_000),
  ...facts,
});

describe('measurements', () => {
  const repository = new MeasurementRepository();
  const queries = new MeasurementQueries();
  let database: TestDatabase;
  let worker: TenantTransactions;
  let opsApi: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    worker = await database.connect('sentinai_triage');
    opsApi = await database.connect('sentinai_ops_api');
  });
  beforeEach(() => database.asOwner('truncate measurement'));
  afterAll(() => database.drop());

  const add = (instance: string, ...measurements: Measurement[]): Promise<void> =>
    worker.run([...new Set(measurements.map(({ tenantId }) => tenantId))], (tx) =>
      repository.add(tx, instance, measurements),
    );
  const totals = (resolution: 'minute' | 'hour', from: Date, tenant = 'ACME') =>
    opsApi.run([tenant], (tx) => queries.totals(tx, tenant, { resolution, from }));

  it('add up, whoever measured them and however often', async () => {
    await add('one', aMeasurement());
    await add('one', aMeasurement({ retried: 0, deadLettered: 3, durations: histogramOf(100_000) }));
    await add('two', aMeasurement({ durations: histogramOf(0.2) }));

    const expected = histogramOf(10, 2_000, 100_000, 0.2);
    for (const resolution of ['minute', 'hour'] as const) {
      expect(await totals(resolution, new Date('2026-11-20T08:00:00Z'))).toEqual([
        {
          kind: 'worker',
          name: 'triage',
          processed: 6,
          retried: 2,
          deadLettered: 3,
          durations: { buckets: expected.buckets, sumMs: expected.sumMs, maxMs: expected.maxMs },
        },
      ]);
    }
    expect(await database.asOwner('select resolution, instance from measurement order by 1, 2')).toEqual([
      { resolution: 'hour', instance: 'one' },
      { resolution: 'hour', instance: 'two' },
      { resolution: 'minute', instance: 'one' },
      { resolution: 'minute', instance: 'two' },
    ]);
  });

  it('keep what was dead-lettered without a duration', async () => {
    await add('one', aMeasurement({ processed: 0, deadLettered: 4, durations: histogramOf() }));

    expect(await totals('minute', MINUTE)).toMatchObject([{ deadLettered: 4, durations: { buckets: [], maxMs: 0 } }]);
  });

  it('are separate by minute, hour, kind, name and tenant', async () => {
    await add(
      'one',
      aMeasurement(),
      aMeasurement({ minute: NEXT_HOUR }),
      aMeasurement({ name: 'policy' }),
      aMeasurement({ kind: 'exception' }),
      aMeasurement({ tenantId: 'OTHER', processed: 50 }),
    );
    const seen = async (resolution: 'minute' | 'hour', from: Date) =>
      (await totals(resolution, from)).map(({ kind, name, processed }) => [kind, name, processed]);

    expect(await seen('minute', MINUTE)).toEqual([
      ['exception', 'triage', 2],
      ['worker', 'policy', 2],
      ['worker', 'triage', 4],
    ]);
    expect(await seen('minute', NEXT_HOUR)).toEqual([['worker', 'triage', 2]]);
    expect(await seen('hour', NEXT_HOUR)).toEqual([['worker', 'triage', 2]]);
    expect(await totals('minute', MINUTE, 'OTHER')).toMatchObject([{ processed: 50 }]);
  });

  it('of two replicas at the same moment are both kept', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, n) => add(`copy-${n % 2}`, aMeasurement({ processed: 1 }))));

    expect(await totals('minute', MINUTE)).toMatchObject([{ processed: 8 }]);
  });
});
