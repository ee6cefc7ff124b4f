/** No tenant sees another: not through the API, and not through the database when the API forgets to name the tenant. */
import { anException, store } from './testing/exception.builder.ts';
import { type OpsApi, OTHER_TENANT, startOpsApi, TENANT } from './testing/ops-api.ts';

let api: OpsApi;

beforeAll(async () => {
  api = await startOpsApi();
  await store(
    api.database,
    anException('SHARED')
      .with({ title: 'mine', eventsInFlight: 2 })
      .withEvent('ExceptionIngested', { of: 'mine' })
      .build(),
    anException('SHARED')
      .of(OTHER_TENANT)
      .with({ title: 'theirs' })
      .withEvent('ExceptionIngested', { of: 'theirs' })
      .build(),
    anException('THEIRS').of(OTHER_TENANT).withEvent('ExceptionIngested').build(),
  );
});

afterAll(() => api.stop());

it.each(['', '/SHARED', '/SHARED/events', '/SHARED/playbook', '/THEIRS', '/NOBODYS'])(
  'answers the same refusal for another tenant: %s',
  async (part) => {
    expect(await api.get(`/api/exceptions/${OTHER_TENANT}${part}`)).toMatchObject({
      status: 403,
      body: { code: 'tenant_forbidden', detail: 'Your token does not name this tenant.' },
    });
  },
);

it('refuses another tenant in the query', async () => {
  expect((await api.get(`/ops/pipeline?tenant_id=${OTHER_TENANT}`)).status).toBe(403);
  expect((await api.get(`/api/exceptions/${TENANT}?tenant_id=${OTHER_TENANT}`)).status).toBe(403);
});

it('shows each tenant its own, though they share an id', async () => {
  const mine = await api.get(`/api/exceptions/${TENANT}`);
  const theirs = await api.get(`/api/exceptions/${OTHER_TENANT}?sort=-updated_at`, { tenants: [OTHER_TENANT] });
  const detail = await api.get(`/api/exceptions/${TENANT}/SHARED`);

  expect(mine.body).toMatchObject({ total: 1, items: [{ exception_id: 'SHARED', title: 'mine' }] });
  expect(theirs.body).toMatchObject({ total: 2, items: [{ exception_id: 'THEIRS' }, { title: 'theirs' }] });
  expect(detail.body).toMatchObject({ tenant_id: TENANT, timeline: [{ payload: { of: 'mine' } }] });
  expect((await api.get(`/api/exceptions/${TENANT}/THEIRS`)).status).toBe(404);
});

it('does not take a cursor to another tenant', async () => {
  const both = { tenants: [TENANT, OTHER_TENANT] };
  const { body } = await api.get(`/api/exceptions/${OTHER_TENANT}?limit=1`, both);

  expect((await api.get(`/api/exceptions/${TENANT}?limit=1&cursor=${body.next_cursor}`, both)).status).toBe(400);
});

describe('the role of this service in the database', () => {
  const rowsOf = async (tenants: string[], sql: string) => {
    const transactions = await api.database.connect('sentinai_ops_api', { poolSize: 1 });
    return transactions.run(tenants, (tx) => tx.rows<{ tenant_id: string }>({ name: '', text: sql }));
  };

  it.each(['exception', 'exception_event', 'dead_letter_event', 'tenant', 'playbook'])(
    'sees nothing of %s while no tenant is named',
    async (table) => {
      expect(await rowsOf([], `select tenant_id from ${table}`)).toEqual([]);
    },
  );

  it.each(['exception', 'exception_event', 'tenant'])('sees of %s what the named tenant has', async (table) => {
    const rows = await rowsOf([TENANT], `select tenant_id from ${table}`);

    expect(rows).toEqual([{ tenant_id: TENANT }]);
  });

  it.each([
    `update exception_event set actor_id = 'eve'`,
    'delete from exception',
    'delete from exception_event',
    `insert into tenant (tenant_id, name) values ('X', 'X')`,
    'select * from waiting_event',
    'select * from ingest_key',
  ])('may not %s', async (sql) => {
    await expect(rowsOf([TENANT], sql)).rejects.toThrow('permission denied');
  });
});
