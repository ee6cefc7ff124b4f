import { EventLogRepository, InboxRepository, type TenantTransactions } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';
import { aStoredEvent, noon } from './stored-event.builder.ts';

const dayOf = (time: Date): string => time.toISOString().slice(0, 10).replaceAll('-', '');

describe('the partitions', () => {
  const log = new EventLogRepository();
  const inbox = new InboxRepository();
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeEach(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_triage');
  });
  afterEach(() => database.drop());

  const store = (sequence: number, createdAt: Date): Promise<void> =>
    transactions.run(['ACME'], async (tx) => {
      const event = aStoredEvent({ sequence, createdAt });
      await log.append(tx, [event]);
      await inbox.record(tx, 'triage', [
        {
          ...event,
          eventTime: createdAt,
          firstSequence: null,
          lastSequence: null,
          status: 'processed',
          processedAt: new Date(),
        },
      ]);
    });
  const placeOf = (parent: string): Promise<{ place: string }[]> =>
    database.asOwner(`select tableoid::regclass::text as place from ${parent} order by tableoid::regclass::text`);
  const partitions = async (): Promise<string[]> =>
    (
      await database.asOwner<{ name: string }>(
        `select inhrelid::regclass::text as name from pg_inherits order by inhrelid::regclass::text`,
      )
    ).map(({ name }) => name);

  it('reach from yesterday to two weeks ahead, one a day, for both logs', async () => {
    const names = await partitions();

    for (const parent of ['exception_event', 'event_processing']) {
      const days = Array.from({ length: 16 }, (_, index) => `${parent}_${dayOf(noon(index - 1))}`);
      expect(names).toEqual(expect.arrayContaining([`${parent}_default`, ...days]));
    }
    const ofLogs = names.filter((name) => name.startsWith('e') && !name.includes('pkey') && !name.includes('idx'));
    expect(ofLogs).toHaveLength(34);
  });

  it('are made once, also by two jobs at once', async () => {
    const before = await partitions();

    await Promise.all([1, 2].map(() => database.asOwner('select ensure_partitions(1, 14)')));
    await (
      await database.connect('sentinai_governance')
    ).run([], (tx) => tx.run({ name: 'test.ensure_partitions', text: 'select ensure_partitions(1, 14)' }));

    expect(await partitions()).toEqual(before);
  });

  it('hold the events of their day, from its first instant to its last', async () => {
    const [today, tomorrow] = [dayOf(noon(0)), dayOf(noon(1))];
    const [first, last] = [noon(0), noon(0)];
    first.setUTCHours(0, 0, 0, 0);
    last.setUTCHours(23, 59, 59, 999);
    await store(1, first);
    await store(2, last);
    await store(3, new Date(last.getTime() + 1));

    for (const parent of ['exception_event', 'event_processing']) {
      expect(await placeOf(parent)).toEqual([today, today, tomorrow].map((day) => ({ place: `${parent}_${day}` })));
    }
  });

  it('leave an event of another day to the default partition', async () => {
    await store(1, noon(-30));
    await store(2, noon(30));

    expect(await placeOf('exception_event')).toEqual([
      { place: 'exception_event_default' },
      { place: 'exception_event_default' },
    ]);
  });

  it('take over what the default partition holds of their day', async () => {
    await store(1, noon(20));
    await store(2, noon(21));

    await database.asOwner('select ensure_partitions(1, 20)');

    for (const parent of ['exception_event', 'event_processing']) {
      expect(await placeOf(parent)).toEqual([
        { place: `${parent}_${dayOf(noon(20))}` },
        { place: `${parent}_default` },
      ]);
    }
  });
});
