import {
  EventLogRepository,
  OUTBOX_SHARDS,
  OutboxRepository,
  type OutboxRows,
  type StoredEvent,
  type TenantEvent,
  type TenantTransactions,
  outboxShard,
} from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';
import { aStoredEvent } from './stored-event.builder.ts';

const ALL_SHARDS = Array.from({ length: OUTBOX_SHARDS }, (_, shard) => shard);

describe('the shard of an exception', () => {
  it('is always the same and within bounds, and the shards are used evenly', () => {
    const counts = ALL_SHARDS.map(() => 0);
    for (let index = 0; index < 16_000; index += 1) {
      const shard = outboxShard('TENANT_001', `EX-${index}`);
      expect(outboxShard('TENANT_001', `EX-${index}`)).toBe(shard);
      counts[shard]! += 1;
    }

    expect(counts).toHaveLength(OUTBOX_SHARDS);
    expect(Math.min(...counts)).toBeGreaterThan(500);
  });
});

describe('the outbox', () => {
  const log = new EventLogRepository();
  const outbox = new OutboxRepository('intake');
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_intake');
  });
  afterAll(() => database.drop());
  beforeEach(() => database.asOwner('truncate outbox, exception_event'));

  const store = (events: readonly StoredEvent[], into = outbox): Promise<void> =>
    transactions.run(['ACME', 'OTHER'], async (tx) => {
      await log.append(tx, events);
      await into.add(tx, events);
    });
  const waiting = (rows = 100, from = outbox, rowsOfQueue = 100): Promise<OutboxRows> =>
    transactions.run(['ACME', 'OTHER'], (tx) => from.next(tx, ALL_SHARDS, { rows, rowsOfQueue }));
  const sequences = ({ events }: Pick<OutboxRows, 'events'>): string[] =>
    events.map((event) => ('exceptionId' in event ? `${event.exceptionId}/${event.sequence}` : event.eventType));

  it('keeps the trace context of what was added under one', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const [traced, other] = [aStoredEvent({ sequence: 1 }), aStoredEvent({ sequence: 2 })];
    await transactions.run(['ACME'], async (tx) => {
      await log.append(tx, [traced, other]);
      await outbox.add(tx, [traced], traceparent);
      await outbox.add(tx, [other]);
    });

    expect((await waiting()).events).toEqual([{ ...traced, traceparent }, other]);
  });

  it('gives back events in the order they were added, with everything the log knows about them', async () => {
    const [first, second, third] = [
      aStoredEvent({ sequence: 1 }),
      aStoredEvent({ tenantId: 'OTHER', exceptionId: 'EX-2' }),
      aStoredEvent({ sequence: 2 }),
    ];
    await store([first, second]);
    await store([third]);

    expect((await waiting()).events).toEqual([first, second, third]);
    expect(sequences(await waiting(2))).toEqual(['EX-1/1', 'EX-2/1']);
  });

  it('gives only what waits in the shards asked for', async () => {
    const events = Array.from({ length: 40 }, (_, index) => aStoredEvent({ exceptionId: `EX-${index}` }));
    await store(events);

    const next = await transactions.run(['ACME'], (tx) => outbox.next(tx, [3, 5], { rows: 100, rowsOfQueue: 100 }));

    expect(sequences(next)).toEqual(
      sequences({ events: events.filter((event) => [3, 5].includes(outboxShard('ACME', event.exceptionId))) }),
    );
  });

  it('gives tenants their turns: who brought little does not wait behind who brought much', async () => {
    const flood = Array.from({ length: 50 }, (_, index) => aStoredEvent({ sequence: index + 1 }));
    const quiet = [1, 2, 3].map((sequence) => aStoredEvent({ tenantId: 'OTHER', exceptionId: 'EX-2', sequence }));
    await store(flood);
    await store(quiet);

    const first = await waiting(6);

    expect(sequences(first)).toEqual(['EX-1/1', 'EX-2/1', 'EX-1/2', 'EX-2/2', 'EX-1/3', 'EX-2/3']);
    expect(first.more).toBe(true);
  });

  it('takes so many rows of a queue at once, and says that there are more', async () => {
    await store(Array.from({ length: 10 }, (_, index) => aStoredEvent({ sequence: index + 1 })));

    expect(await waiting(100, outbox, 4)).toMatchObject({ more: true, events: { length: 4 } });
    expect(await waiting(100, outbox, 11)).toMatchObject({ more: false, events: { length: 10 } });
  });

  it('keeps an event about a tenant with everything it says, and its rows apart from another tenant', async () => {
    const {
      exceptionId: _exception,
      sequence: _sequence,
      ...about
    } = aStoredEvent({ eventType: 'BackpressureDetected' });
    const event: TenantEvent = about;
    await transactions.run(['ACME'], (tx) => outbox.addAboutTenants(tx, [event]));

    expect((await waiting()).events).toEqual([event]);
    const seenByOther = await transactions.run(['OTHER'], (tx) =>
      outbox.next(tx, ALL_SHARDS, { rows: 10, rowsOfQueue: 10 }),
    );
    expect(seenByOther.events).toEqual([]);
  });

  it('says how many wait, up to a bound', async () => {
    await store([1, 2, 3].map((sequence) => aStoredEvent({ sequence })));
    const depth = (most: number) => transactions.run(['ACME'], (tx) => outbox.depth(tx, most));

    expect([await depth(100), await depth(2)]).toEqual([3, 2]);
  });

  it('forgets what is removed, and nothing else', async () => {
    await store([1, 2, 3].map((sequence) => aStoredEvent({ sequence })));
    const { ids } = await waiting(2);

    await transactions.run(['ACME'], (tx) => outbox.remove(tx, ids));

    expect(sequences(await waiting())).toEqual(['EX-1/3']);
  });

  it('gives a shard to one relay at a time, until its transaction ends', async () => {
    await store(Array.from({ length: 60 }, (_, index) => aStoredEvent({ exceptionId: `EX-${index}` })));
    const take = (): Promise<number[]> => transactions.run(['ACME'], (tx) => outbox.takeShards(tx));

    await transactions.run(['ACME'], async (tx) => {
      expect((await outbox.takeShards(tx)).sort((a, b) => a - b)).toEqual(ALL_SHARDS);
      expect(await take()).toEqual([]);
      await store([aStoredEvent({ exceptionId: 'EX-7', sequence: 2 })]);
      expect(await take()).toEqual([]);
    });

    expect(await take()).toHaveLength(OUTBOX_SHARDS);
  });

  it('takes only shards with something waiting', async () => {
    await store([aStoredEvent({ exceptionId: 'EX-1' })]);

    expect(await transactions.run(['ACME'], (tx) => outbox.takeShards(tx))).toEqual([outboxShard('ACME', 'EX-1')]);
    expect(await transactions.run(['OTHER'], (tx) => outbox.takeShards(tx))).toEqual([]);
  });

  it('keeps producers apart', async () => {
    const other = new OutboxRepository('sla-monitor');
    await store([aStoredEvent({ sequence: 1 })]);
    await store([aStoredEvent({ sequence: 2 })], other);

    expect(sequences(await waiting())).toEqual(['EX-1/1']);
    expect(sequences(await waiting(100, other))).toEqual(['EX-1/2']);
    await transactions.run(['ACME'], async (tx) => {
      expect(await outbox.takeShards(tx)).toHaveLength(1);
      expect(await transactions.run(['ACME'], (second) => other.takeShards(second))).toHaveLength(1);
    });
  });

  it('holds nothing of a transaction that was rolled back', async () => {
    const failing = transactions.run(['ACME'], async (tx) => {
      await outbox.add(tx, [aStoredEvent()]);
      throw new Error('second thoughts');
    });

    await expect(failing).rejects.toThrow('second thoughts');
    expect(await database.asOwner('select * from outbox')).toEqual([]);
  });

  it('takes empty batches', async () => {
    await store([]);
    await transactions.run(['ACME'], (tx) => outbox.remove(tx, []));

    expect(await waiting()).toEqual({ ids: [], events: [], more: false });
  });
});
