import { randomUUID } from 'node:crypto';
import type { TenantTransactions } from '@sentinai/persistence';
import { type TestDatabase, createTestDatabase } from '@sentinai/persistence/testing';
import { type IngestKey, IngestKeyRepository } from '../src/ingestion/ingest-key.repository.ts';

describe('ingest keys', () => {
  const keys = new IngestKeyRepository();
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_intake', { poolSize: 10 });
  });
  afterAll(() => database.drop());

  const aKey = (facts: Partial<IngestKey> = {}): IngestKey => ({
    key: randomUUID(),
    requestHash: randomUUID(),
    exceptionId: `EX-${randomUUID()}`,
    eventId: randomUUID(),
    eventType: 'ExceptionIngested',
    ...facts,
  });
  const take = (entries: readonly IngestKey[], tenant = 'ACME'): Promise<Set<string>> =>
    transactions.run([tenant], (tx) => keys.take(tx, tenant, entries, new Date()));
  const find = (wanted: readonly string[], tenant = 'ACME'): Promise<Map<string, IngestKey>> =>
    transactions.run([tenant], (tx) => keys.find(tx, tenant, wanted));

  it('are found as they were taken', async () => {
    const [one, two] = [aKey(), aKey({ eventType: 'ManualExceptionCreated' })];

    expect(await take([one, two])).toEqual(new Set([one.key, two.key]));

    expect(await find([two.key, randomUUID(), one.key])).toEqual(
      new Map([
        [one.key, one],
        [two.key, two],
      ]),
    );
  });

  it('are taken once: the first entry stays', async () => {
    const first = aKey();
    await take([first]);
    const fresh = aKey();

    expect(await take([aKey({ key: first.key }), fresh])).toEqual(new Set([fresh.key]));
    expect((await find([first.key])).get(first.key)).toEqual(first);
  });

  it('are taken once, too, within one request', async () => {
    const first = aKey();

    expect(await take([first, aKey({ key: first.key })])).toEqual(new Set([first.key]));
  });

  it('stand for a newer event once they are renewed', async () => {
    const [first, other] = [aKey(), aKey()];
    await take([first, other]);
    const again = { ...first, eventId: randomUUID(), eventType: 'SourceUpdateReceived' };

    await transactions.run(['ACME'], (tx) => keys.renew(tx, 'ACME', [again], new Date()));

    expect(await find([first.key, other.key])).toEqual(
      new Map([
        [first.key, again],
        [other.key, other],
      ]),
    );
  });

  it('belong to their tenant', async () => {
    const mine = aKey();
    await take([mine]);

    expect(await take([aKey({ key: mine.key })], 'OTHER')).toEqual(new Set([mine.key]));
    expect((await find([mine.key])).get(mine.key)).toEqual(mine);
  });

  it('go to one of many requests at the same time, in whatever order these name them', async () => {
    const names = Array.from({ length: 50 }, () => randomUUID());
    const request = (index: number): IngestKey[] =>
      (index % 2 === 0 ? names : names.toReversed()).map((key) => aKey({ key }));

    const got = await Promise.all(Array.from({ length: 10 }, (_, index) => take(request(index))));

    expect(got.flatMap((taken) => [...taken]).sort()).toEqual(names.toSorted());
  });

  it('are free again when the request that took them rolls back', async () => {
    const key = aKey();
    const failing = transactions.run(['ACME'], async (tx) => {
      await keys.take(tx, 'ACME', [key], new Date());
      throw new Error('second thoughts');
    });

    await expect(failing).rejects.toThrow('second thoughts');
    expect(await take([key])).toEqual(new Set([key.key]));
  });

  it('may be none', async () => {
    expect(await take([])).toEqual(new Set());
    expect(await find([])).toEqual(new Map());
  });
});
