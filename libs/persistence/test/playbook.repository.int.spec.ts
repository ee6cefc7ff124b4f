import type { JsonObject } from '@sentinai/contracts';
import { type NewPlaybook, PlaybookRepository, type TenantTransactions } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';

const OWNER = { tenantId: 'ACME', domain: 'Test' };

describe('playbook versions', () => {
  const playbooks = new PlaybookRepository();
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_governance');
    await database.asOwner(`insert into tenant (tenant_id, name) values ('ACME', 'a'), ('OTHER', 'b')`);
  });
  afterAll(() => database.drop());

  const aPlaybook = (name: string, params: JsonObject = { text: 'hello' }): NewPlaybook => ({
    name,
    conditions: { match: { exception_type: 'BREAK*', severity_in: ['high'] }, priority: 5 },
    steps: [
      { order: 1, name: 'Say', actionType: 'add_comment', params },
      { order: 2, name: 'Tell', actionType: 'notify', params: { _control: { on_failure: 'skip' }, 'ü"': [null, 1.5] } },
    ],
  });
  const save = (list: readonly NewPlaybook[], owner = OWNER): Promise<number[]> =>
    transactions.run([owner.tenantId], (tx) => playbooks.saveAll(tx, owner, list));
  const find = (ids: readonly number[], tenant = 'ACME') =>
    transactions.run([tenant], (tx) => playbooks.findByIds(tx, ids));

  it('return a playbook as saved, with its steps in order', async () => {
    const playbook = aPlaybook('as-it-was');
    const [id] = (await save([{ ...playbook, steps: playbook.steps.toReversed() }])) as [number];

    const stored = { tenantId: 'ACME', domain: OWNER.domain, playbookId: id, version: 1, createdBy: null };
    expect(await find([id])).toEqual([{ ...playbook, ...stored, createdAt: expect.any(Date) }]);
  });

  it('keep their id for the same content', async () => {
    const ids = await save([aPlaybook('kept-a'), aPlaybook('kept-b')]);

    expect(await save([aPlaybook('kept-a'), aPlaybook('kept-b')])).toEqual(ids);
  });

  it('count up when a condition or a step changes, and the older version stays', async () => {
    const [first] = (await save([aPlaybook('changed', { text: 'one' })])) as [number];
    const [second, fresh] = (await save([aPlaybook('changed', { text: 'two' }), aPlaybook('fresh')])) as [
      number,
      number,
    ];

    const found = await find([first, second, fresh]);

    expect(found.map(({ name, version, steps }) => [name, version, steps[0]?.params.text])).toEqual(
      expect.arrayContaining([
        ['changed', 1, 'one'],
        ['changed', 2, 'two'],
        ['fresh', 1, 'hello'],
      ]),
    );
  });

  it('may have no steps', async () => {
    const [id] = (await save([{ ...aPlaybook('empty'), steps: [] }])) as [number];

    expect(await find([id])).toMatchObject([{ name: 'empty', steps: [] }]);
  });

  it('count for each tenant and domain', async () => {
    const ids = [
      ...(await save([aPlaybook('counted', { n: 1 })])),
      ...(await save([aPlaybook('counted', { n: 2 })], { tenantId: 'ACME', domain: 'Another' })),
      ...(await save([aPlaybook('counted', { n: 3 })], { tenantId: 'OTHER', domain: 'Test' })),
    ];

    expect(new Set(ids).size).toBe(3);
    expect((await find(ids)).map(({ version }) => version)).toEqual([1, 1]);
    expect((await find(ids, 'OTHER')).map(({ version }) => version)).toEqual([1]);
  });

  it('are none for no ids and for unknown ids', async () => {
    expect(await find([])).toEqual([]);
    expect(await find([2_000_000_000])).toEqual([]);
    expect(await save([])).toEqual([]);
  });
});
