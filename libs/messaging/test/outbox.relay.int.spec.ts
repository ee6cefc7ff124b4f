import { OutboxRepository, type TenantTransactions } from '@sentinai/persistence';
import { type TestDatabase, createTestDatabase } from '@sentinai/persistence/testing';
import type { EventProducer } from '../src/kafka/event.producer.ts';
import { OutboxRelay } from '../src/outbox/outbox.relay.ts';
import { RememberingProducer } from './runtime.fixture.ts';

const TENANTS = 1_201;

describe('the relay of the outbox', () => {
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_intake');
    await database.asOwner(
      `insert into tenant (tenant_id, name) select 'T-' || n, 'a tenant' from generate_series(1, ${TENANTS}) as n`,
    );
  });
  afterAll(() => database.drop());

  const add = (from: number, to: number, rows = 1) =>
    database.asOwner(`
      insert into outbox (producer, shard, tenant_id, event_time, tenant_event)
      select 'intake', (n + m) % 16, 'T-' || n, now(), jsonb_build_object('tenantId', 'T-' || n, 'createdAt', now())
      from generate_series(${from}, ${to}) as n, generate_series(1, ${rows}) as m`);

  const left = async () => {
    const [row] = await database.asOwner<{ rows: number }>('select count(*)::integer as rows from outbox');
    return row?.rows;
  };

  async function withRelay(work: (relay: OutboxRelay, producer: RememberingProducer) => Promise<void>): Promise<void> {
    const producer = new RememberingProducer();
    const outbox = new OutboxRepository('intake');
    const relay = new OutboxRelay({ outbox, transactions, producer: producer as unknown as EventProducer });
    try {
      await work(relay, producer);
    } finally {
      await relay.onApplicationShutdown();
    }
  }

  const tenantsOf = ({ published }: RememberingProducer) => new Set(published.map(({ tenantId }) => tenantId));

  it('publishes the events of far more tenants than one round names, after one kick', async () => {
    await add(1, TENANTS);

    await withRelay(async (relay, producer) => {
      relay.kick();
      await relay.onApplicationShutdown();

      expect(tenantsOf(producer).size).toBe(TENANTS);
      expect(await left()).toBe(0);
    });
  });

  it('gives each tenant its turn while one floods', async () => {
    await add(1, 1, 5_000);
    await add(1_000, 1_200);

    await withRelay(async (relay, producer) => {
      relay.kick();
      await relay.onApplicationShutdown();

      expect(
        tenantsOf({ ...producer, published: producer.published.slice(0, 4_200) } as RememberingProducer).size,
      ).toBe(202);
      expect(await left()).toBe(0);
    });
  });

  it('rests while another relay has everything that waits, instead of polling', async () => {
    await add(1, TENANTS);
    const outbox = new OutboxRepository('intake');
    const everybody = Array.from({ length: TENANTS }, (_, index) => `T-${index + 1}`);

    await transactions.run(everybody, async (tx) => {
      expect(await outbox.takeShards(tx)).toHaveLength(16);
      await withRelay(async (relay, producer) => {
        relay.kick();
        await relay.onApplicationShutdown();

        expect(producer.published).toEqual([]);
      });
    });
  });
});
