import { ExactNumber } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import { ExceptionRepository, type TenantTransactions, exceptionKey } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';
import { aFullException, anException } from './exception.builder.ts';

describe('the exception repository', () => {
  const exceptions = new ExceptionRepository();
  let database: TestDatabase;
  let intake: TenantTransactions;
  let monitor: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    intake = await database.connect('sentinai_intake');
    monitor = await database.connect('sentinai_sla_monitor');
  });
  afterAll(() => database.drop());

  const TENANTS = ['ACME', 'OTHER'];
  const insert = (...records: ExceptionRecord[]): Promise<Set<string>> =>
    intake.run(TENANTS, (tx) => exceptions.insert(tx, records));
  const stored = async (record: ExceptionRecord): Promise<ExceptionRecord | undefined> =>
    (await intake.run(TENANTS, (tx) => exceptions.lock(tx, [record]))).get(exceptionKey(record));

  it.each([
    ['with every fact known', aFullException()],
    ['with nothing but the required facts', anException()],
    ['with an empty payload', anException({ payload: {}, milestones: {} })],
    ['with extreme numbers and instants', anException({ amount: Number.MAX_VALUE, occurredAt: new Date(0) })],
    ['with the tiniest amount', anException({ amount: 5e-324, slaDeadline: new Date('9999-12-31T23:59:59.999Z') })],
    ['with digits that a double does not keep', anException({ amount: new ExactNumber('9007199254740993') })],
    ['with an amount as it was written', anException({ amount: new ExactNumber('-1250.50') })],
    ['with the longest amount', anException({ amount: new ExactNumber(`${'9'.repeat(64)}.${'9'.repeat(64)}`) })],
  ])('returns an exception %s unchanged', async (_what, record) => {
    expect(await insert(record)).toEqual(new Set([exceptionKey(record)]));
    expect(await stored(record)).toEqual(record);
  });

  it('keeps exceptions of two tenants under one id apart', async () => {
    const [mine, theirs] = [
      anException({ exceptionId: 'SAME', title: 'mine' }),
      anException({ tenantId: 'OTHER', exceptionId: 'SAME', title: 'theirs' }),
    ];
    await insert(mine, theirs);

    expect(await stored(mine)).toEqual(mine);
    expect(await stored(theirs)).toEqual(theirs);
  });

  it('inserts none twice, and returns the inserted ones', async () => {
    const [first, second] = [anException(), anException()];
    await insert(first);

    expect(await insert({ ...first, title: 'again' }, second)).toEqual(new Set([exceptionKey(second)]));
    expect(await stored(first)).toEqual(first);
  });

  it('reads an amount written by a service that does not know exact digits', async () => {
    const record = anException({ amount: new ExactNumber('1250.50') });
    await insert(record);
    await database.asOwner('update exception set amount = 7 where exception_id = $1', [record.exceptionId]);

    expect(await stored(record)).toMatchObject({ amount: 7 });
  });

  it('updates every mutable fact, whatever it was', async () => {
    const [poor, rich] = [anException(), aFullException()];
    await insert(poor, rich);
    const { tenantId, exceptionId, domain, createdAt } = poor;
    const enriched = { ...aFullException(), tenantId, exceptionId, domain, createdAt };
    const emptied = { ...anException(), exceptionId: rich.exceptionId };

    await intake.run(TENANTS, (tx) =>
      exceptions.update(tx, [
        { before: poor, record: enriched },
        { before: rich, record: emptied },
      ]),
    );

    expect(await stored(poor)).toEqual(enriched);
    expect(await stored(rich)).toEqual(emptied);
  });

  it('leaves identity, domain, creation and unchanged fields alone', async () => {
    const record = anException({ payload: { big: 'document' } });
    await insert(record);
    const changed = { ...record, title: 'new', domain: 'Elsewhere', createdAt: new Date(0) };

    await intake.run(TENANTS, (tx) => new ExceptionRepository().update(tx, [{ before: record, record: changed }]));

    expect(await stored(record)).toEqual({ ...record, title: 'new' });
  });

  it('skips missing exceptions, and accepts empty batches', async () => {
    const ghost = anException();

    await intake.run(TENANTS, async (tx) => {
      await exceptions.update(tx, [{ before: ghost, record: { ...ghost, title: 'seen' } }]);
      await exceptions.update(tx, []);
      expect(await exceptions.insert(tx, [])).toEqual(new Set());
      expect(await exceptions.lock(tx, [])).toEqual(new Map());
    });

    expect(await stored(ghost)).toBeUndefined();
  });

  it('refuses to insert or change an exception of a tenant that the transaction does not name', async () => {
    const theirs = anException({ tenantId: 'OTHER' });
    await insert(theirs);

    await intake.run(['ACME'], async (tx) => {
      expect(await exceptions.lock(tx, [theirs])).toEqual(new Map());
      await exceptions.update(tx, [{ before: theirs, record: { ...theirs, title: 'taken over' } }]);
    });
    await expect(
      intake.run(['ACME'], (tx) => exceptions.insert(tx, [anException({ tenantId: 'OTHER' })])),
    ).rejects.toThrow('row-level security');

    expect(await stored(theirs)).toEqual(theirs);
  });

  it('locks until the transaction ends: the second one sees the writes of the first', async () => {
    const record = anException({ humanTouches: 0 });
    await insert(record);

    const touch = (): Promise<void> =>
      intake.run(TENANTS, async (tx) => {
        const current = (await exceptions.lock(tx, [record])).get(exceptionKey(record))!;
        const next = { ...current, humanTouches: current.humanTouches + 1 };
        await exceptions.update(tx, [{ before: current, record: next }]);
      });
    await Promise.all(Array.from({ length: 20 }, touch));

    expect((await stored(record))?.humanTouches).toBe(20);
  });

  it('never locks two batches against each other, in whatever order they name their exceptions', async () => {
    const records = Array.from({ length: 30 }, () => anException());
    await insert(...records);

    const lockAll = (keys: readonly ExceptionRecord[]): Promise<number> =>
      intake.run(TENANTS, async (tx) => (await exceptions.lock(tx, keys)).size);
    const sizes = await Promise.all(
      Array.from({ length: 10 }, (_, index) => lockAll(index % 2 === 0 ? records : records.toReversed())),
    );

    expect(sizes).toEqual(Array.from({ length: 10 }, () => 30));
  });

  describe('with SLA clocks', () => {
    const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minute));
    const due = ['late', 'later', 'latest', 'not-yet'].map((exceptionId, index) =>
      anException({ tenantId: index === 1 ? 'OTHER' : 'ACME', exceptionId, slaNextAt: at(index * 10) }),
    );

    beforeAll(() => insert(...due.toReversed(), anException({ exceptionId: 'no-clock' })));

    const lockDue = (limit: number, tenants = TENANTS): Promise<string[]> =>
      monitor.run(tenants, async (tx) =>
        (await exceptions.lockDue(tx, at(20), limit)).map((record) => record.exceptionId),
      );

    it('locks those that are due, the oldest first, up to the limit', async () => {
      expect(await lockDue(10)).toEqual(['late', 'later', 'latest']);
      expect(await lockDue(2)).toEqual(['late', 'later']);
      expect(await lockDue(10, ['OTHER'])).toEqual(['later']);
    });

    it('skips rows that another replica is working on', async () => {
      await monitor.run(TENANTS, async (tx) => {
        await exceptions.lockDue(tx, at(20), 2);

        expect(await lockDue(10)).toEqual(['latest']);
      });
      expect(await lockDue(10)).toHaveLength(3);
    });
  });
});
