/** Tools of packs and tenants: the version in force, whether it is enabled, and the state of its circuit. */
import { createTestTenant } from '@sentinai/persistence/testing';
import { ToolCircuitRepository, ToolDefinitionRepository } from '@sentinai/persistence';
import { type OpsApi, OTHER_TENANT, startOpsApi, TENANT } from './testing/ops-api.ts';

const endpoint = 'https://tools.example.test/a';
const PACK = {
  domain: 'Tools',
  exception_types: { BREAK: { default_severity: 'high' } },
  severity_rules: [],
  tools: {
    look_up: { endpoint, effect: 'read', description: 'Looks up', input_schema: { type: 'object' } },
    mend: { endpoint, auth_ref: 'env:TOOL_SECRET_X__A', idempotent: false },
    pay: {
      endpoint,
      auth_ref: 'env:TOOL_SECRET_X__B',
      oauth2: { token_url: endpoint, client_id: 'me', audience: 'ledger', parameters: { kind: ['a', 'b'] } },
    },
  },
  playbooks: [],
};

let api: OpsApi;
let ownMend: number;

beforeAll(async () => {
  api = await startOpsApi();
  await createTestTenant(api.database, TENANT, { domainPack: PACK });
  const transactions = await api.database.connect('sentinai_tool', { poolSize: 1 });
  await transactions.run([TENANT], async (tx) => {
    const own = { name: 'mend', type: 'webhook' as const, config: { endpoint: 'https://tools.example.test/own' } };
    const ids = await new ToolDefinitionRepository().saveAll(tx, { tenantId: TENANT, domain: 'Tools' }, [own]);
    ownMend = ids[0]!;
  });
  await api.database.asOwner(
    `update pack_activation set own_tool_ids = array[$2::integer], disabled_tools = '{look_up}' where tenant_id = $1`,
    [TENANT, ownMend],
  );
});

afterAll(() => api.stop());

const names = (body: { items: { name: string }[] }): string[] => body.items.map(({ name }) => name);
const theOne = async (name: string) => (await api.get(`/api/tools?q=${name}`)).body.items[0];

it('lists those in force with their defaults, by name', async () => {
  const { body } = await api.get('/api/tools');

  expect(body).toMatchObject({ total: 3, next_cursor: null });
  expect(body.items).toMatchObject([
    {
      name: 'look_up',
      origin: 'pack',
      enabled: false,
      effect: 'read',
      method: 'POST',
      max_attempts: 3,
      auth_ref: null,
    },
    { name: 'mend', origin: 'own', enabled: true, version: 2, endpoint: 'https://tools.example.test/own' },
    {
      name: 'pay',
      origin: 'pack',
      circuit: 'closed',
      circuit_opened_at: null,
      oauth2: {
        client_auth: 'basic',
        parameters: [
          { name: 'audience', value: 'ledger' },
          { name: 'kind', value: 'a' },
          { name: 'kind', value: 'b' },
        ],
      },
    },
  ]);
});

it.each([
  ['enabled=false', ['look_up']],
  ['enabled=true', ['mend', 'pay']],
  ['q=EN', ['mend']],
  ['domain=Tools', ['look_up', 'mend', 'pay']],
  ['domain=Other', []],
])('filters by %s', async (query, expected) => {
  expect(names((await api.get(`/api/tools?${query}`)).body)).toEqual(expected);
});

it('pages', async () => {
  const first = (await api.get('/api/tools?limit=2')).body;
  const second = (await api.get(`/api/tools?limit=2&cursor=${first.next_cursor}`)).body;

  expect([...names(first), ...names(second)]).toEqual(['look_up', 'mend', 'pay']);
  expect(second).toMatchObject({ total: 3, next_cursor: null });
});

it('shows a version with its schemas, and the other versions of its name', async () => {
  const [lookUp, mend] = [await theOne('look_up'), await theOne('mend')];

  expect((await api.get(`/api/tools/${lookUp.tool_id}`)).body).toMatchObject({
    description: 'Looks up',
    input_schema: { type: 'object' },
    output_schema: null,
    versions: [{ tool_id: lookUp.tool_id, version: 1, in_force: true }],
  });
  expect((await api.get(`/api/tools/${mend.tool_id}`)).body.versions).toMatchObject([
    { tool_id: ownMend, version: 2, in_force: true },
    { version: 1, in_force: false },
  ]);
});

it('shows the worst state of the copies, and forgets a copy that died', async () => {
  const circuits = new ToolCircuitRepository();
  const transactions = await api.database.connect('sentinai_tool', { poolSize: 1 });
  const circuit = { tenantId: TENANT, tool: 'pay', origin: 'https://tools.example.test', instance: 'tool-0' };
  const opened = new Date();
  await transactions.run([TENANT], async (tx) => {
    await circuits.open(tx, { ...circuit, instance: 'tool-1' }, opened);
    await circuits.halfOpen(tx, { ...circuit, instance: 'tool-1' }, opened);
    await circuits.open(tx, circuit, opened);
  });
  expect(await theOne('pay')).toMatchObject({ circuit: 'open', circuit_opened_at: opened.toISOString() });

  await transactions.run([TENANT], (tx) => circuits.close(tx, circuit));
  expect(await theOne('pay')).toMatchObject({ circuit: 'half_open' });

  await api.database.asOwner(`update tool_circuit set updated_at = now() - interval '2 hours'`);
  expect(await theOne('pay')).toMatchObject({ circuit: 'closed', circuit_opened_at: null });
});

it("shows no other tenant's", async () => {
  const asThem = { tenants: [OTHER_TENANT] };

  expect((await api.get('/api/tools', asThem)).body).toEqual({ items: [], next_cursor: null, total: 0 });
  expect(await api.get(`/api/tools/${ownMend}`, asThem)).toMatchObject({ status: 404 });
});

it.each([
  ['/api/tools/nothing', 404],
  ['/api/tools/99999999999', 404],
  ['/api/tools/4711', 404],
  ['/api/tools?enabled=perhaps', 400],
  ['/api/tools?cursor=abc', 400],
  ['/api/tools?tenant_id=%20', 400],
])('refuses %s', async (url, status) => {
  expect((await api.get(url)).status).toBe(status);
});
