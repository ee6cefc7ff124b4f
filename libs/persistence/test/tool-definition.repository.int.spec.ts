import type { JsonObject } from '@sentinai/contracts';
import { type NewTool, type TenantTransactions, ToolDefinitionRepository } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';

describe('tool versions', () => {
  const tools = new ToolDefinitionRepository();
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_governance');
    await database.asOwner(`insert into tenant (tenant_id, name) values ('ACME', 'a'), ('OTHER', 'b')`);
  });
  afterAll(() => database.drop());

  const aTool = (name: string, config: JsonObject = {}): NewTool => ({
    name,
    type: 'webhook',
    config: { endpoint: 'https://tools.example.test/ü?a={b}', effect: 'read', ...config },
  });
  const save = (list: readonly NewTool[], tenantId = 'ACME'): Promise<number[]> =>
    transactions.run([tenantId], (tx) => tools.saveAll(tx, { tenantId, domain: 'Test' }, list));
  const find = (ids: readonly number[], tenant = 'ACME') =>
    transactions.run([tenant], (tx) => tools.findByIds(tx, ids));

  it('return a tool as saved', async () => {
    const [id] = (await save([aTool('as-it-was')])) as [number];

    expect(await find([id])).toEqual([{ ...aTool('as-it-was'), toolId: id, version: 1 }]);
  });

  it('keep their id for the same content, and count up for different content', async () => {
    const [kept, changed] = (await save([aTool('kept'), aTool('changed')])) as [number, number];
    const [keptToo, changedNow] = (await save([aTool('kept'), aTool('changed', { timeout_ms: 5 })])) as [
      number,
      number,
    ];

    expect(keptToo).toBe(kept);
    expect((await find([changed, changedNow])).map(({ version }) => version).sort()).toEqual([1, 2]);
  });

  it('are a new version when only their type changes', async () => {
    const [first] = await save([aTool('retyped')]);
    const [second] = await save([{ ...aTool('retyped'), type: 'rest' }]);

    expect(second).not.toBe(first);
  });

  it('are visible only to their tenant, except for those without one', async () => {
    const [mine] = (await save([aTool('mine')])) as [number];
    const [shared] = await database.asOwner<{ id: number }>(
      `insert into tool_definition (domain, name, version, type, config, content_hash)
       values ('Test', 'shared', 1, 'rest', '{}', '') returning tool_id as id`,
    );

    expect((await find([mine, shared!.id], 'OTHER')).map(({ name }) => name)).toEqual(['shared']);
    expect((await find([mine, shared!.id])).map(({ name }) => name).sort()).toEqual(['mine', 'shared']);
  });

  it('are none for no ids', async () => {
    expect(await find([])).toEqual([]);
    expect(await save([])).toEqual([]);
  });
});
