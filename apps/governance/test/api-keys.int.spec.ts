import { createHash, randomUUID } from 'node:crypto';
import { type Governance, OTHER_TENANT, startGovernance, TENANT } from './testing/governance.ts';

const KEYS = '/api/api-keys';
const SUPER = { roles: ['super_admin' as const], tenants: ['*'] };

let api: Governance;

beforeAll(async () => {
  api = await startGovernance();
});
afterAll(() => api.stop());

const create = async (facts: object = {}) =>
  (await api.ask('POST', KEYS, { body: { name: 'export', roles: ['admin'], ...facts } })).body;

describe('making a key', () => {
  it('shows it once, and keeps a hash of it', async () => {
    const { status, body } = await api.ask('POST', KEYS, { body: { name: 'ERP', roles: ['viewer'] } });
    const [row] = await api.database.asOwner<{ hash: Buffer; row: string }>(
      'select hash, api_key::text as row from api_key where id = $1',
      [body.id],
    );
    const listed = await api.ask('GET', KEYS);

    expect(status).toBe(201);
    expect(body).toMatchObject({
      key: expect.stringMatching(/^sk_[0-9a-f]{32}_[\w-]{43}$/),
      tenant_id: TENANT,
      name: 'ERP',
      roles: ['viewer'],
      status: 'active',
      created_by: 'ann',
      expires_at: null,
      last_used_at: null,
    });
    expect(row?.hash).toEqual(createHash('sha256').update(body.key).digest());
    expect(row?.row).not.toContain(body.key.slice(body.prefix.length));
    expect(JSON.stringify(listed.body)).not.toContain(body.key.slice(body.prefix.length));
    expect(listed.body.items[0]).toMatchObject({ id: body.id, prefix: body.key.slice(0, 40) });
  });

  it.each<[string, object]>([
    ['no name', { roles: ['viewer'] }],
    ['an empty name', { name: '', roles: ['viewer'] }],
    ['a name with a NUL', { name: 'a\0b', roles: ['viewer'] }],
    ['no role', { name: 'x', roles: [] }],
    ['a role twice', { name: 'x', roles: ['viewer', 'viewer'] }],
    ['an unknown role', { name: 'x', roles: ['root'] }],
    ['the role of a super admin', { name: 'x', roles: ['super_admin'] }],
    ['an end that is no instant', { name: 'x', roles: ['viewer'], expires_at: 'tomorrow' }],
    ['an end in the past', { name: 'x', roles: ['viewer'], expires_at: '2020-01-01T00:00:00Z' }],
    ['an end too far ahead', { name: 'x', roles: ['viewer'], expires_at: '9999-12-31T23:59:59-12:00' }],
    ['what it does not know', { name: 'x', roles: ['viewer'], colour: 'red' }],
  ])('refuses %s', async (_, body) => {
    for (const as of [{}, { ...SUPER, tenants: [] }]) {
      const answer = await api.ask('POST', `${KEYS}?tenant_id=${TENANT}`, { body, claims: as });

      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', errors: expect.any(Array) } });
    }
  });

  it.each(['viewer', 'operator'] as const)('takes more than the role %s', async (role) => {
    const body = { name: 'x', roles: [role] };

    expect(await api.ask('POST', KEYS, { body, claims: { roles: [role] } })).toMatchObject({ status: 403 });
  });

  it('is not for another tenant, nor for one that is suspended or does not exist', async () => {
    const body = { name: 'x', roles: ['viewer'] };
    await api.database.asOwner(`insert into tenant (tenant_id, name, status) values ('ASLEEP', 'x', 'suspended')`);
    const ask = async (tenant: string, as: object) =>
      (await api.ask('POST', `${KEYS}?tenant_id=${tenant}`, { body, claims: as })).body.code;

    expect(await ask(OTHER_TENANT, {})).toBe('tenant_forbidden');
    expect(await ask('ASLEEP', SUPER)).toBe('tenant_suspended');
    expect(await ask('NOWHERE', SUPER)).toBe('unknown_tenant');
  });
});

describe('a key in use', () => {
  it('does what its role allows, in its tenant', async () => {
    const { key, id } = await create();
    const headers = { 'x-api-key': key };

    expect(await api.ask('GET', KEYS, { headers })).toMatchObject({ status: 200 });
    expect(await api.ask('GET', `${KEYS}?tenant_id=${OTHER_TENANT}`, { headers })).toMatchObject({ status: 403 });
    const made = await api.ask('POST', KEYS, { headers, body: { name: 'x', roles: ['viewer'] } });
    expect(made.body).toMatchObject({ created_by: `key:${id}`, tenant_id: TENANT });
  });

  it('is refused beyond its role', async () => {
    const { key } = await create({ roles: ['operator'] });

    expect(await api.ask('GET', KEYS, { headers: { authorization: `Bearer ${key}` } })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
  });
});

describe('rotating a key', () => {
  it('puts a new one in its place and gives the old one its grace', async () => {
    const old = await create({ roles: ['viewer'], expires_at: new Date(Date.now() + 86_400_000).toISOString() });

    const { status, body } = await api.ask('POST', `${KEYS}/${old.id}/rotate`, { body: { grace_seconds: 60 } });
    const { items } = (await api.ask('GET', KEYS)).body;
    const before = items.find((item: { id: string }) => item.id === old.id);

    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'export', roles: ['viewer'], rotated_from: old.id, status: 'active' });
    expect(body.key).not.toBe(old.key);
    expect(Date.parse(body.expires_at) - Date.now()).toBeGreaterThan(86_000_000);
    expect(before.status).toBe('active');
    expect(Math.abs(Date.parse(before.expires_at) - Date.now() - 60_000)).toBeLessThan(5_000);
  });

  it('without grace ends the old one at once', async () => {
    const old = await create();

    await api.ask('POST', `${KEYS}/${old.id}/rotate`);

    expect(await api.ask('POST', `${KEYS}/${old.id}/rotate`, { body: {} })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect(await api.ask('GET', KEYS, { headers: { 'x-api-key': old.key } })).toMatchObject({ status: 401 });
  });

  it.each([{ grace_seconds: -1 }, { grace_seconds: 86_401 }, { grace_seconds: 1.5 }, { grace_seconds: null }])(
    'refuses %j',
    async (body) => {
      expect(await api.ask('POST', `${KEYS}/${randomUUID()}/rotate`, { body })).toMatchObject({ status: 400 });
    },
  );
});

describe('revoking a key', () => {
  it('says who did it, and is done once', async () => {
    const { id } = await create();

    const first = await api.ask('DELETE', `${KEYS}/${id}`);
    const second = await api.ask('DELETE', `${KEYS}/${id}`, { claims: { subject: 'bob' } });
    const { items } = (await api.ask('GET', KEYS)).body;

    expect([first, second]).toMatchObject(Array(2).fill({ status: 204, body: null }));
    expect(items.find((item: { id: string }) => item.id === id)).toMatchObject({
      status: 'revoked',
      revoked_by: 'ann',
    });
  });
});

it("does not tell another tenant's key from none", async () => {
  const { id } = await create();
  const as = { tenants: [OTHER_TENANT] };
  const answers = await Promise.all(
    [id, randomUUID(), 'nonsense', '%00'].flatMap((one) => [
      api.ask('DELETE', `${KEYS}/${one}`, { claims: as }),
      api.ask('POST', `${KEYS}/${one}/rotate`, { claims: as, body: {} }),
    ]),
  );

  for (const { body } of answers) {
    expect(body).toMatchObject({ code: 'not_found', detail: 'The tenant has no API key with this id.' });
  }
});

it('goes through the list page by page', async () => {
  const made: string[] = [];
  for (let nth = 0; nth < 3; nth += 1) made.push((await create()).id);
  const seen: string[] = [];
  for (let cursor = ''; ;) {
    const { body } = await api.ask('GET', `${KEYS}?limit=2${cursor}`);
    seen.push(...body.items.map(({ id }: { id: string }) => id));
    if (body.next_cursor === null) break;
    cursor = `&cursor=${body.next_cursor}`;
  }

  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.slice(0, 3)).toEqual(made.reverse());
});
