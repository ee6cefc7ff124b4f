import { createTestTenant, SMALL_PACK } from '@sentinai/persistence/testing';
import { type OpsApi, OTHER_TENANT, TENANT, startOpsApi } from './testing/ops-api.ts';

const STEP = {
  name: 'call',
  action_type: 'manual',
  params: { instruction: 'Call' },
  timeout: '2h',
  approval: { quorum: 2 },
};
const playbook = (name: string, priority: number) => ({
  name,
  description: `${name} it`,
  priority,
  match: { exception_type: 'BREAK' },
  when: 'amount > 1.0',
  steps: [STEP],
});

describe('playbooks', () => {
  let api: OpsApi;

  beforeAll(async () => {
    api = await startOpsApi();
    for (const version of [1, 2, 3]) {
      const playbooks = [playbook('fix', version), playbook('note', 2)];
      await createTestTenant(api.database, TENANT, { domainPack: { ...SMALL_PACK, playbooks } });
    }
    await createTestTenant(api.database, OTHER_TENANT, {
      domainPack: { ...SMALL_PACK, domain: 'Theirs', playbooks: [playbook('theirs', 1)] },
    });
  });

  afterAll(() => api.stop());

  const first = async () => (await api.get('/api/playbooks')).body.items[0];

  it('are listed as they are in force, in the order they are tried', async () => {
    const { status, body } = await api.get('/api/playbooks');

    expect(status).toBe(200);
    expect(body.total).toBe(2);
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['fix', 'note']);
    expect(body.items[0]).toEqual({
      playbook_id: expect.any(Number),
      domain: 'Test',
      name: 'fix',
      version: 3,
      in_force: true,
      origin: 'pack',
      created_by: null,
      created_at: expect.any(String),
      description: 'fix it',
      priority: 3,
      match: { exception_type: 'BREAK' },
      when: 'amount > 1.0',
      steps: [{ ...STEP, timeout: expect.anything() }],
    });
    expect((await api.get('/api/playbooks?domain=Other')).body).toEqual({ items: [], total: 0 });
  });

  it('are shown one by one', async () => {
    const one = await first();

    expect((await api.get(`/api/playbooks/${one.playbook_id}`)).body).toEqual(one);
  });

  it('have their versions, page by page, newest first', async () => {
    const { playbook_id: id } = await first();

    const page = await api.get(`/api/playbooks/${id}/versions?limit=2`);
    const rest = await api.get(`/api/playbooks/${id}/versions?limit=2&cursor=${page.body.next_cursor}`);

    const versions = (answer: typeof page) =>
      answer.body.items.map((item: { version: number; in_force: boolean }) => [item.version, item.in_force]);
    expect(versions(page)).toEqual([
      [3, true],
      [2, false],
    ]);
    expect(versions(rest)).toEqual([[1, false]]);
    expect(page.body.total).toBe(3);
    expect(rest.body.next_cursor).toBeNull();
  });

  it.each(['/api/playbooks/999999', '/api/playbooks/0', '/api/playbooks/x', '/api/playbooks/99999999999/versions'])(
    '%s is not found',
    async (url) => {
      expect((await api.get(url)).status).toBe(404);
    },
  );

  it('of another tenant are not there', async () => {
    const { playbook_id: id } = await first();
    const other = { tenants: [OTHER_TENANT] };

    expect((await api.get(`/api/playbooks/${id}`, other)).status).toBe(404);
    expect((await api.get(`/api/playbooks?tenant_id=${TENANT}`, other)).status).toBe(403);
    expect((await api.get('/api/playbooks', other)).body.items).toMatchObject([{ name: 'theirs' }]);
  });

  it('refuse what they do not know', async () => {
    expect((await api.get('/api/playbooks?colour=red')).status).toBe(400);
    expect((await api.get(`/api/playbooks/${(await first()).playbook_id}/versions?cursor=x`)).status).toBe(400);
  });
});
