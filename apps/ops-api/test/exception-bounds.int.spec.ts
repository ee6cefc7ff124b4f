/** A list of more exceptions than a page may scan: bounded, and still complete. */
import { LOOKED_THROUGH, SEARCHED_THROUGH } from '@sentinai/persistence';
import { anException, store } from './testing/exception.builder.ts';
import { type OpsApi, OTHER_TENANT, startOpsApi, TENANT } from './testing/ops-api.ts';

const COUNT = 2 * LOOKED_THROUGH + 500;
/** Every one of these belongs to ann. */
const EVERY = 3_000;
const list = `/api/exceptions/${TENANT}`;

let api: OpsApi;

/** Numbered from 1; number 1 is the oldest. */
beforeAll(async () => {
  api = await startOpsApi();
  await store(api.database, anException('EX-000000').with({ eventsInFlight: 0 }).build());
  const columns = await api.database.asOwner<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = 'exception'::regclass and attnum > 0
       and not attisdropped and attgenerated = '' order by attnum`,
  );
  const made: Record<string, string> = {
    exception_id: `'EX-' || lpad(n::text, 6, '0')`,
    created_at: `timestamptz '2026-11-01T00:00:00Z' + n * interval '1 second'`,
    owner: `case when n % ${EVERY} = 0 then 'ann' end`,
    amount: 'n',
  };
  const names = columns.map(({ name }) => name);
  await api.database.asOwner(
    `insert into exception (${names.join(', ')})
     select ${names.map((name) => made[name] ?? name).join(', ')} from exception, generate_series(1, ${COUNT - 1}) n`,
  );
  await api.database.asOwner(`delete from exception where exception_id = 'EX-000000'`);
  await api.database.asOwner(INDEX);
});

/** Does what the observer `search` does. */
const INDEX = `
  insert into exception_text (tenant_id, exception_id, created_at, content)
  select tenant_id, exception_id, created_at, concat_ws(chr(10), exception_id, entity, title) from exception
  on conflict do nothing`;

afterAll(() => api.stop());

const numbersOf = (body: { items: { exception_id: string }[] }): number[] =>
  body.items.map(({ exception_id }) => Number(exception_id.slice(3)));

/** The exceptions' numbers on each page. */
async function walk(query: string): Promise<number[][]> {
  const pages: number[][] = [];
  let cursor: string | null = null;
  do {
    const { body } = await api.get(`${list}?${query}${cursor ? `&cursor=${cursor}` : ''}`);
    pages.push(numbersOf(body));
    cursor = body.next_cursor;
  } while (cursor !== null);
  return pages;
}

it('says that it has counted the newest only', async () => {
  expect((await api.get(list)).body).toMatchObject({ total: LOOKED_THROUGH + 1, total_is_exact: false });
  expect((await api.get(`${list}?owner=ann`)).body).toMatchObject({ total: 3, total_is_exact: false });
  expect((await api.get(`${list}?owner=ann&created_to=2026-11-01T01:00:00Z`)).body).toMatchObject({
    total: 1,
    total_is_exact: true,
  });
});

it.each([
  ['-created_at', [[18_000, 15_000, 12_000], [9_000, 6_000, 3_000], []]],
  ['created_at', [[3_000, 6_000, 9_000], [12_000, 15_000, 18_000], []]],
])('by %s goes on where a page has looked through all it may, until all are met', async (sort, pages) => {
  expect(await walk(`sort=${sort}&owner=ann`)).toEqual(pages);
});

it('fills its pages where it can', async () => {
  expect((await walk('owner=ann&limit=2')).flat()).toEqual([18_000, 15_000, 12_000, 9_000, 6_000, 3_000]);
});

it('orders by anything else among the newest', async () => {
  expect((await walk('sort=amount&owner=ann')).flat()).toEqual([12_000, 15_000, 18_000]);
  expect((await walk('sort=amount&owner=ann&created_to=2026-11-01T03:00:00Z')).flat()).toEqual([3_000, 6_000, 9_000]);
});

describe('a text', () => {
  it.each(['q=EX-000017', 'q=x-000017', 'q=000017&sort=amount', 'q=000017&sort=created_at'])(
    'is found among all of them by its index: %s',
    async (query) => {
      const { body } = await api.get(`${list}?${query}`);

      expect(numbersOf(body)).toEqual([17]);
      expect(body).toMatchObject({ total: 1, total_is_exact: true, next_cursor: null });
    },
  );

  it('that many have is found in the newest of them, page by page', async () => {
    const { body } = await api.get(`${list}?q=000&owner=ann&created_to=2026-11-01T02:00:00Z`);

    expect(numbersOf(body)).toEqual([6_000, 3_000]);
    expect((await api.get(`${list}?q=000&limit=2`)).body).toMatchObject({
      total: SEARCHED_THROUGH + 1,
      total_is_exact: false,
      items: [{ exception_id: 'EX-020009' }, { exception_id: 'EX-020008' }],
    });
    expect((await walk('q=EX-000&limit=200&created_to=2026-11-01T00:10:00Z')).flat()).toHaveLength(600);
  });

  it('is found in the newest before the index has them, and the total is exact', async () => {
    await api.database.asOwner(`delete from exception_text where exception_id > 'EX-02'`);

    expect((await api.get(`${list}?q=EX-020123`)).body).toMatchObject({
      total: 1,
      total_is_exact: true,
      items: [{ exception_id: 'EX-020123' }],
    });
    await api.database.asOwner(INDEX);
  });

  it('may be missed when the index lags behind by more: the total is not exact then', async () => {
    await api.database.asOwner(`delete from exception_text where exception_id > 'EX-019'`);

    const missed = (await api.get(`${list}?q=EX-019123`)).body;
    const older = (await api.get(`${list}?q=EX-000017&created_to=2026-11-01T01:00:00Z`)).body;
    const caughtUp = await api.database.asOwner(INDEX).then(() => api.get(`${list}?q=EX-019123`));

    expect(missed).toMatchObject({ total: 0, total_is_exact: false, next_cursor: null });
    expect(older).toMatchObject({ total: 1, total_is_exact: true });
    expect(caughtUp.body).toMatchObject({ total: 1, total_is_exact: true });
  });

  it('that an exception no longer has is not found, though the index still has it', async () => {
    await api.database.asOwner(
      `update exception_text set content = 'EX-000042 Lost heading' where exception_id = 'EX-000042'`,
    );

    expect((await api.get(`${list}?q=Lost%20heading`)).body).toMatchObject({ total: 0, items: [] });
  });

  it('of another tenant is not found', async () => {
    await store(api.database, anException('EX-SECRET').of(OTHER_TENANT).build());
    await api.database.asOwner(INDEX);

    expect((await api.get(`${list}?q=SECRET`)).body).toMatchObject({ total: 0, items: [] });
    const transactions = await api.database.connect('sentinai_ops_api', { poolSize: 1 });
    const search = `select * from search_exceptions('${OTHER_TENANT}', '%SECRET%', null, null, 10) as exception_id`;
    const found = (tenants: string[]) => transactions.run(tenants, (tx) => tx.rows({ name: '', text: search }));
    expect(await found([TENANT])).toEqual([]);
    expect(await found([])).toEqual([]);
    expect(await found([OTHER_TENANT])).toEqual([{ exception_id: 'EX-SECRET' }]);
  });
});

it('counts the pipeline within the same bound', async () => {
  await api.database.asOwner(`update exception set events_in_flight = 2`);
  expect((await api.get('/ops/pipeline')).body).toMatchObject({
    total: LOOKED_THROUGH,
    total_is_exact: false,
    in_flight: 2 * (LOOKED_THROUGH + 1),
    in_flight_is_exact: false,
  });

  await api.database.asOwner(`update exception set events_in_flight = 0 where exception_id <> 'EX-000017'`);
  expect((await api.get('/ops/pipeline')).body).toMatchObject({ in_flight: 2, in_flight_is_exact: true });
});
