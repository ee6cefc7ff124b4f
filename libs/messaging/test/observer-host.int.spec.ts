/** A process that hosts an observer, on real Kafka and PostgreSQL, while the observer is rebuilt. */
import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { ExceptionNormalized } from '@sentinai/contracts';
import { anException } from '@sentinai/domain/testing';
import { RebuildRequests, type TenantTransactions } from '@sentinai/persistence';
import { createTestTenant } from '@sentinai/persistence/testing';
import { databaseSettings, defineConfig, httpPort } from '@sentinai/service-kit';
import { Observer, WorkerModule, workerSettings } from '../src/index.ts';
import { TestHost } from '../src/testing/test-host.ts';
import { until } from './kafka.fixture.ts';
import { DIARY_TABLE, Diary } from './rebuild.fixture.ts';
import { normalized } from './runtime.fixture.ts';

/** Of this run: the observer also sees what other suites send to the topic. */
const TENANT = `OBSERVED-${randomUUID().slice(0, 8)}`;

@Observer({ name: 'diary', consumes: [ExceptionNormalized] })
class HostedDiary extends Diary {}

@Module({ imports: [WorkerModule], providers: [HostedDiary] })
class DiaryModule {}

describe('a process with an observer', () => {
  let host: TestHost;
  let diary: HostedDiary;
  let governance: TenantTransactions;

  beforeAll(async () => {
    const config = defineConfig({ httpPort: httpPort(9099), ...databaseSettings, ...workerSettings });
    const env = { BATCH_MAX_EVENTS: '5' };
    host = await TestHost.start(
      { name: 'diary', config, module: DiaryModule, role: 'sentinai_triage', env },
      async (database) => {
        await database.asOwner(DIARY_TABLE);
        await createTestTenant(database, TENANT);
      },
    );
    diary = host.service.app.get(HostedDiary);
    governance = await host.database.connect('sentinai_governance');
  });
  afterAll(() => host.stop());

  const open = (name: string, count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) => {
        const exception = anException()
          .with({ tenantId: TENANT, exceptionId: `EX-${name}-${index}` })
          .build();
        return host.open(exception, 'ExceptionNormalized', normalized());
      }),
    );
  const written = async (): Promise<string[]> =>
    (
      await host.database.asOwner<{ event_id: string }>(
        `select event_id from diary where tenant_id = '${TENANT}' order by event_id`,
      )
    ).map((row) => row.event_id);
  const ready = async () => {
    const { statusCode, json } = await host.service.app.inject('/readyz');
    const { checks } = json<{ checks: { kafka: { lag: number }; consumer: { rebuilding?: unknown } } }>();
    return { statusCode, lag: checks.kafka.lag, rebuilding: checks.consumer.rebuilding };
  };
  const logged = async (): Promise<string[]> =>
    (await host.database.asOwner<{ event_id: string }>('select event_id from exception_event order by event_id')).map(
      (row) => row.event_id,
    );

  it('rebuilds it beside live traffic: ready, with its lag in sight, and each event once', async () => {
    await open('BEFORE', 12);
    await until('the diary is written', async () => (await written()).length === 12);
    await host.database.asOwner('delete from diary where page % 2 = 0');
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    diary.pause = () => held;

    await governance.run([], (tx) =>
      new RebuildRequests().request(tx, { observer: 'diary', from: new Date(0), by: 'ann' }),
    );
    await until('it is being rebuilt', async () => (await ready()).rebuilding !== undefined);
    await open('DURING', 6);
    await until('its lag shows', async () => (await ready()).lag >= 6);
    await until('the rebuild runs', async () => JSON.stringify(await ready()).includes('"running"'));
    expect(await ready()).toMatchObject({
      statusCode: 200,
      rebuilding: { diary: { state: 'running', events_done: 0, events_total: 12 } },
    });
    release();

    await until('everything is written', async () => (await written()).length === 18);
    await host.idle();
    expect(await written()).toEqual(await logged());
    await until('it is no longer rebuilt', async () => (await ready()).rebuilding === undefined);
    expect(await host.database.asOwner(`select 1 from dead_letter_event where tenant_id = '${TENANT}'`)).toEqual([]);
    expect(await host.database.asOwner('select state, error from observer_rebuild')).toEqual([
      { state: 'completed', error: null },
    ]);
    await until('its lag is announced', async () => {
      const [row] = await host.database.asOwner<{ lag: string }>(`select lag from observer where name = 'diary'`);
      return row?.lag === '0';
    });
  });
});
