/** Keyset pages: complete and without duplicates in every order, whatever arrives meanwhile. */
import { SEVERITIES } from '@sentinai/contracts';
import type { ExceptionRecord } from '@sentinai/domain';
import { SORTS } from '../src/exceptions/exceptions.dto.ts';
import { anException, store, type StoredCase } from './testing/exception.builder.ts';
import { type OpsApi, OTHER_TENANT, startOpsApi, TENANT } from './testing/ops-api.ts';

const COUNT = 317;
const list = `/api/exceptions/${TENANT}`;

let api: OpsApi;
let stored: StoredCase[];

beforeAll(async () => {
  api = await startOpsApi();
  stored = Array.from({ length: COUNT }, (_, index) => anException(idOf(index)).with(factsOf(index)).build());
  await store(api.database, ...stored, ...stored.map(({ record }) => copyFor(OTHER_TENANT, record)));
  // Two instants that PostgreSQL can tell apart, but JavaScript cannot.
  await api.database.asOwner(`
    update exception set created_at = created_at + (hashtext(exception_id) % 400) * interval '1 microsecond'
    where tenant_id = '${TENANT}'`);
});

afterAll(() => api.stop());

const idOf = (index: number): string => `EX-${(index * 7919) % 1000}/${index}#a:b`;

/** Many equal keys, and many that are null. */
const factsOf = (index: number): Partial<ExceptionRecord> => ({
  severity: SEVERITIES[index % 4]!,
  amount: index % 3 === 0 ? null : [0.1 + 0.2, -1e-7, 1e21, 12_345_678.9, 0][index % 5]!,
  slaDeadline: index % 2 === 0 ? null : new Date(Date.UTC(2026, 10, 20 + (index % 4))),
  createdAt: new Date(Date.UTC(2026, 10, 1, 0, index % 20)),
  updatedAt: new Date(Date.UTC(2026, 10, 2, 0, index % 90, 0, index)),
});

const copyFor = (tenantId: string, record: ExceptionRecord): StoredCase => ({
  record: { ...record, tenantId },
  events: [],
});

async function walk(query: string, limit: number, between: (page: number) => Promise<void> = async () => undefined) {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let page = 1; page === 1 || cursor !== null; page += 1) {
    const { status, body } = await api.get(`${list}?${query}&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
    expect(status).toBe(200);
    ids.push(...body.items.map((item: { exception_id: string }) => item.exception_id));
    cursor = body.next_cursor;
    await between(page);
  }
  return ids;
}

/** The expected order, from PostgreSQL over all rows at once. */
async function orderInDatabase(sort: string): Promise<string[]> {
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  const rows = await api.database.asOwner<{ exception_id: string }>(
    `select exception_id from exception where tenant_id = $1
     order by ${sort.replace('-', '')} ${direction} nulls last, exception_id ${direction}`,
    [TENANT],
  );
  return rows.map((row) => row.exception_id);
}

it.each(SORTS)('pages through everything once by %s', async (sort) => {
  const expected = await orderInDatabase(sort);

  expect(await walk(`sort=${sort}`, 50)).toEqual(expected);
  expect(await walk(`sort=${sort}`, 7)).toEqual(expected);
});

it('says how many there are, the same on every page, and ends with no cursor', async () => {
  const first = await api.get(`${list}?limit=200`);
  const second = await api.get(`${list}?limit=200&cursor=${first.body.next_cursor}`);

  expect(first.body).toMatchObject({ total: COUNT, total_is_exact: true, next_cursor: expect.any(String) });
  expect(first.body.items).toHaveLength(200);
  expect(second.body).toMatchObject({ total: COUNT, next_cursor: null });
  expect(second.body.items).toHaveLength(COUNT - 200);
});

it('gives fifty, newest first, when asked for nothing else', async () => {
  const { body } = await api.get(list);

  expect(body.items.map((item: { exception_id: string }) => item.exception_id)).toEqual(
    (await orderInDatabase('-created_at')).slice(0, 50),
  );
});

it('ends exactly at a full last page', async () => {
  const { body } = await api.get(`${list}?q=${encodeURIComponent(idOf(5))}&limit=1`);

  expect(body).toMatchObject({ total: 1, next_cursor: null });
});

it.each(['-created_at', 'created_at', 'amount', '-sla_deadline', 'severity'])(
  'meets each once by %s while others are inserted',
  async (sort) => {
    const before = new Set(await orderInDatabase(sort));
    const insert = async (page: number): Promise<void> => {
      const late = [0, 1, 2, 3].map((n) => anException(`LATE:${sort.replace('-', '')}:${page}:${n}:${before.size}`));
      await store(api.database, ...late.map((one, n) => one.with(factsOf(page * 31 + n)).build()));
    };
    const met = await walk(`sort=${sort}`, 40, insert);

    expect(new Set(met).size).toBe(met.length);
    expect(met.filter((id) => before.has(id)).sort()).toEqual([...before].sort());
  },
);
