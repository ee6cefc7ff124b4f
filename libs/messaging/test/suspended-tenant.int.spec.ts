/**
 * The events of a suspended tenant wait, and are processed in order when it is active again: nothing is lost, nothing
 * happens twice.
 */
import type { EventEnvelope } from '@sentinai/contracts';
import type { TenantTransactions } from '@sentinai/persistence';
import { type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import type { ExecutingAgent } from '../src/index.ts';
import { dueNow } from './retry.fixture.ts';
import { OPTIONS, aRecord, countingAgent, createProcessor, storeNewException } from './runtime.fixture.ts';

describe('a suspended tenant', () => {
  let database: TestDatabase;
  let transactions: TenantTransactions;
  let tenant = '';

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_triage');
    await createTestTenant(database, 'BUSY');
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    tenant = `T${Math.random().toString(36).slice(2)}`;
    await createTestTenant(database, tenant);
  });

  const become = (status: string): Promise<unknown> =>
    database.asOwner(
      `update tenant set status = $2::tenant_status, config_revision = config_revision + 1 where tenant_id = $1`,
      [tenant, status],
    );
  const titleOf = async (exceptionId: string): Promise<string | null> =>
    (
      await database.asOwner<{ title: string }>('select title from exception where exception_id = $1', [exceptionId])
    )[0]!.title;
  const waiting = async (): Promise<number> =>
    (await database.asOwner('select 1 from waiting_event where tenant_id = $1', [tenant])).length;
  /** Processes due events until none are left. */
  const workOff = async (processor: ReturnType<typeof createProcessor>['processor']): Promise<number> => {
    for (let taken = 0; ;) {
      const claimed = await dueNow(transactions, OPTIONS.name);
      if (claimed.length === 0) return taken;
      taken += claimed.length;
      await processor.retry(claimed);
    }
  };

  it('makes its events wait, while those of others are decided', async () => {
    const { processor } = createProcessor(countingAgent, transactions);
    const mine = await storeNewException(database, tenant);
    const theirs = await storeNewException(database, 'BUSY');
    await become('suspended');

    await processor.process([aRecord(tenant, mine), aRecord('BUSY', theirs), aRecord(tenant, mine)]);
    await processor.process([aRecord(tenant, mine)]);

    expect(await titleOf(theirs)).toBe('1');
    expect(await titleOf(mine)).toBeNull();
    expect(await waiting()).toBe(3);
    expect(await workOff(processor)).toBe(0);
  });

  it('has its events decided in order, each once, when it is active again', async () => {
    const seen: string[] = [];
    const agent = {
      decide(event: EventEnvelope, file: Parameters<typeof countingAgent.decide>[1]) {
        seen.push(event.id);
        return countingAgent.decide(event, file);
      },
    };
    const { processor } = createProcessor(agent, transactions);
    const mine = await storeNewException(database, tenant);
    const records = [aRecord(tenant, mine), aRecord(tenant, mine), aRecord(tenant, mine)];
    const ids = records.map(({ message }) => String(message.headers?.ce_id));
    await become('suspended');
    await processor.process(records.slice(0, 2));
    await processor.process(records);

    await become('active');
    await workOff(processor);
    await processor.process(records);

    expect(seen).toEqual(ids);
    expect(await titleOf(mine)).toBe('3');
    expect(await waiting()).toBe(0);
  });

  it('causes no outside calls', async () => {
    const calls: string[] = [];
    const agent: ExecutingAgent = {
      begin: () => Promise.resolve(),
      execute: ({ event }) => Promise.resolve(calls.push(event.id)),
      conclude: () => ({ events: [] }),
      record: () => Promise.resolve(),
    };
    const { processor } = createProcessor(agent, transactions);
    const mine = await storeNewException(database, tenant);
    await become('suspended');

    await processor.process([aRecord(tenant, mine)]);

    expect(calls).toEqual([]);
    expect(await waiting()).toBe(1);
  });

  it('keeps the outcome of a call made before', async () => {
    const concluded: string[] = [];
    const agent: ExecutingAgent = {
      begin: () => Promise.resolve(),
      execute: () => become('suspended'),
      conclude: ({ event }) => {
        concluded.push(event.id);
        return { events: [] };
      },
      record: () => Promise.resolve(),
    };
    const { processor } = createProcessor(agent, transactions);
    const mine = await storeNewException(database, tenant);

    await processor.process([aRecord(tenant, mine)]);

    expect(concluded).toHaveLength(1);
    expect(await waiting()).toBe(0);
  });
});
