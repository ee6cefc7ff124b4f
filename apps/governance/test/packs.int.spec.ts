/** Packs over HTTP: validation, import, lists, comparison, activation and rollback. */
import type { TokenClaims } from '@sentinai/service-kit/testing';
import { type Governance, OTHER_TENANT, SUPER_ADMIN, TENANT, startGovernance } from './testing/governance.ts';
import { aDomainPack, aPolicyPack } from './testing/packs.ts';

let api: Governance;

beforeAll(async () => {
  api = await startGovernance();
});
afterAll(() => api.stop());

const countOf = async (table: string): Promise<number> =>
  (await api.database.asOwner<{ count: number }>(`select count(*)::integer as count from ${table}`))[0]!.count;
const imported = async (pack: object, more: object = {}) => {
  const { status, body } = await api.ask('POST', '/api/packs/import', { body: { pack, ...more } });
  expect({ status, errors: body.errors }).toMatchObject({ status: 201 });
  return body;
};
const activate = (domain: string, body: object) => api.ask('POST', `/api/packs/${domain}/activate`, { body });
const rollBack = (domain: string, tenant_id = TENANT) =>
  api.ask('POST', `/api/packs/${domain}/roll-back`, { body: { tenant_id } });
const inForce = async (domain: string) =>
  (await api.ask('GET', `/api/tenants/${TENANT}/activations`)).body.items.find(
    (one: { domain: string }) => one.domain === domain,
  );

describe('validating', () => {
  const validate = (pack: unknown, more: object = {}) =>
    api.ask('POST', '/api/packs/validate', { body: { pack, ...more } });

  it('says every fault with its path, and stores nothing', async () => {
    const { status, body } = await validate(
      aDomainPack({
        severity_rules: [
          { when: 'amount >', severity: 'high' },
          { when: 'true', severity: 'huge' },
        ],
      }),
    );

    expect(status).toBe(200);
    expect(body).toMatchObject({ valid: false, kind: 'domain', tests: null });
    expect(body.faults.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['severity_rules[0].when', 'severity_rules[1].severity']),
    );
    expect(await countOf('domain_pack_version')).toBe(0);
  });

  it('runs the tests of the pack', async () => {
    const input = { exception_type: 'BREAK', raw_payload: {} };
    const { body } = await validate(
      aDomainPack({
        test_suites: [
          { input, expected: { severity: 'high' } },
          { input, expected: { severity: 'low' } },
        ],
      }),
    );

    expect(body).toMatchObject({ valid: true, faults: [], tests: { cases: 2, failed: 1 } });
    expect(body.warnings).toContainEqual({
      path: 'test_suites[1].expected.severity',
      message: 'test expects low, the pack says high',
    });
    expect(await countOf('domain_pack_version')).toBe(0);
  });

  it('says what it read otherwise than it is written', async () => {
    const { domain, exception_types, ...rest } = aDomainPack();

    expect((await validate({ domainName: domain, exceptionTypes: exception_types, ...rest })).body).toMatchObject({
      valid: true,
      translations: expect.arrayContaining([expect.stringContaining('domainName')]),
    });
  });

  it('checks a policy against the stored domain, which has to be there first', async () => {
    const unknown = await validate({ ...aPolicyPack(TENANT), domain: 'Nowhere' });

    expect(unknown.body).toMatchObject({ valid: false, kind: 'tenant', faults: [{ path: '$' }] });
  });

  it.each([[null], ['pack'], [[]], [undefined]])('refuses what is no document: %j', async (pack) => {
    expect((await validate(pack)).status).toBe(400);
  });

  it('takes a document of any other shape for what it is', async () => {
    expect((await validate({ hello: 1 })).body).toMatchObject({ valid: false, kind: null });
    expect((await validate(aDomainPack({ description: 'a\0b' }))).body).toMatchObject({ valid: false });
  });
});

describe('importing', () => {
  it('stores a version that does nothing by itself', async () => {
    const pack = aDomainPack({ domain: 'Inert' });

    expect(await imported(pack)).toMatchObject({ domain: 'Inert', version: 1, created: true, activation: null });
    expect(await imported(pack)).toMatchObject({ version: 1, created: false });
    expect(await imported({ ...pack, severity_rules: [] })).toMatchObject({ version: 2, created: true });
    expect(await inForce('Inert')).toBeUndefined();
  });

  it('puts it into force when asked to', async () => {
    const domain = 'AtOnce';
    const body = await imported(aDomainPack({ domain }), { tenant_id: TENANT, activate: true });

    expect(body.activation).toMatchObject({
      tenant_id: TENANT,
      domain,
      domain_pack_version: 1,
      policy_pack_version: null,
      kind: 'activated',
      activated_by: 'ann',
      playbooks: 1,
      tools: 1,
    });
    expect(await inForce(domain)).toMatchObject({ domain_pack_version: 1, playbooks: 1, tools: 1 });
  });

  it('refuses a pack with faults, and stores nothing of it', async () => {
    const { status, body } = await api.ask('POST', '/api/packs/import', {
      body: { pack: aDomainPack({ domain: 'Faulty', severity_rules: [{ when: 'amount >', severity: 'high' }] }) },
    });

    expect({ status, body }).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ path: 'severity_rules[0].when' }] },
    });
    expect((await api.ask('GET', '/api/packs/Faulty/versions')).status).toBe(404);
  });

  it('keeps a policy that would not fit the new domain pack from being dropped', async () => {
    const domain = 'Kept';
    await imported(aDomainPack({ domain }), { tenant_id: TENANT, activate: true });
    const policy = { ...aPolicyPack(TENANT, { approved_tools: ['look_up'] }), domain };
    await imported(policy, { activate: true });

    const pack = aDomainPack({ domain, tools: {} });
    const { status, body } = await api.ask('POST', '/api/packs/import', {
      body: { pack, tenant_id: TENANT, activate: true },
    });

    expect({ status, body }).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(body.errors[0].path).toContain('policy pack 1');
    expect((await api.ask('GET', `/api/packs/${domain}/versions`)).body.items).toHaveLength(1);
  });

  it('refuses packs of other tenants, wherever they are named', async () => {
    const body = { pack: aPolicyPack(OTHER_TENANT) };

    for (const route of ['import', 'validate']) {
      expect((await api.ask('POST', `/api/packs/${route}`, { body })).body).toMatchObject({ code: 'tenant_forbidden' });
    }
    const elsewhere = { pack: { tenantId: OTHER_TENANT, domain: 'Trading' }, tenant_id: TENANT };
    expect((await api.ask('POST', '/api/packs/import', { body: elsewhere })).body.code).toBe('tenant_forbidden');
    const forThem = { pack: aDomainPack(), tenant_id: OTHER_TENANT, activate: true };
    expect((await api.ask('POST', '/api/packs/import', { body: forThem })).body.code).toBe('tenant_forbidden');
  });

  it('needs a tenant to activate for, and one that exists', async () => {
    const without = await api.ask('POST', '/api/packs/import', { body: { pack: aDomainPack(), activate: true } });
    const unknown = await api.ask('POST', '/api/packs/import', {
      body: { pack: aDomainPack(), activate: true, tenant_id: 'NOBODY' },
      claims: SUPER_ADMIN,
    });

    expect(without).toMatchObject({ status: 400, body: { errors: [{ path: 'tenant_id' }] } });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'unknown_tenant' } });
  });

  it('refuses a body that is too large', async () => {
    const body = { pack: aDomainPack({ description: 'x'.repeat(5 * 1024 * 1024) }) };

    expect(await api.ask('POST', '/api/packs/import', { body })).toMatchObject({ status: 413 });
  });
});

describe('versions', () => {
  const domain = 'Versions';

  beforeAll(async () => {
    for (const severity of ['low', 'medium', 'high']) {
      await imported(aDomainPack({ domain, severity_rules: [{ if: 'true', severity }] }));
    }
  });

  it('are listed newest first, page by page', async () => {
    const first = await api.ask('GET', `/api/packs/${domain}/versions?limit=2`);
    const second = await api.ask('GET', `/api/packs/${domain}/versions?limit=2&cursor=${first.body.next_cursor}`);

    expect(first.body.items.map((item: { version: number }) => item.version)).toEqual([3, 2]);
    expect(second.body).toMatchObject({ items: [{ version: 1, created_by: 'ann' }], next_cursor: null });
  });

  it('are returned as translated, and as submitted', async () => {
    const translated = await api.ask('GET', `/api/packs/${domain}/versions/2`);
    const original = await api.ask('GET', `/api/packs/${domain}/versions/2?original=true`);

    expect(translated.body.pack.severity_rules).toEqual([{ when: 'true', severity: 'medium' }]);
    expect(original.body.pack).toEqual(aDomainPack({ domain, severity_rules: [{ if: 'true', severity: 'medium' }] }));
  });

  it('are compared', async () => {
    const { body } = await api.ask('GET', `/api/packs/${domain}/diff?from=1&to=3`);

    expect(body).toEqual({
      domain,
      from: 1,
      to: 3,
      patch: [{ op: 'replace', path: '/severity_rules/0/severity', value: 'high' }],
      changes: [{ path: 'severity_rules[0].severity', change: 'changed', before: 'low', after: 'high' }],
    });
  });

  it('stand in the list of packs', async () => {
    const all: { domain: string }[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await api.ask('GET', `/api/packs?limit=2${cursor && `&cursor=${cursor}`}`);
      all.push(...body.items);
      cursor = body.next_cursor;
    }

    expect(all).toContainEqual(expect.objectContaining({ domain, newest_version: 3, versions: 3 }));
    expect(all.map((pack) => pack.domain)).toEqual([...new Set(all.map((pack) => pack.domain))].sort());
  });

  it.each([
    `/api/packs/${domain}/versions/9`,
    '/api/packs/Nowhere/versions',
    '/api/packs/Nowhere/versions/1',
    `/api/packs/${domain}/diff?from=1&to=9`,
    `/api/tenants/${TENANT}/policy-packs/Nowhere/versions`,
    `/api/tenants/${TENANT}/policy-packs/Nowhere/versions/1`,
    `/api/tenants/${TENANT}/policy-packs/Nowhere/diff?from=1&to=1`,
    `/api/tenants/${TENANT}/activations/Nowhere`,
  ])('are not found where there are none: %s', async (url) => {
    expect(await api.ask('GET', url)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it.each([
    '/api/packs/%00/versions',
    `/api/packs/${domain}/versions/0`,
    `/api/packs/${domain}/versions/x`,
    `/api/packs/${domain}/versions/99999999999`,
    `/api/packs/${domain}/versions/1?original=yes`,
    `/api/packs/${domain}/versions?cursor=e30`,
    `/api/packs/${domain}/versions?limit=0`,
    `/api/packs/${domain}/diff?from=1`,
    `/api/packs/${domain}/diff?from=1&to=1e99`,
    '/api/packs?nonsense=1',
  ])('are asked for in vain with %s', async (url) => {
    expect(await api.ask('GET', url)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });

  it('of a policy pack are its tenant’s own', async () => {
    await imported({ ...aPolicyPack(TENANT, { retention_days: 30 }), domain });
    await imported({ ...aPolicyPack(TENANT, { retention_days: 60 }), domain });
    const packs = `/api/tenants/${TENANT}/policy-packs`;

    expect((await api.ask('GET', packs)).body.items).toContainEqual(
      expect.objectContaining({ domain, newest_version: 2 }),
    );
    expect((await api.ask('GET', `${packs}/${domain}/versions`)).body.items).toHaveLength(2);
    expect((await api.ask('GET', `${packs}/${domain}/versions/1`)).body.pack.retention_days).toBe(30);
    expect((await api.ask('GET', `${packs}/${domain}/diff?from=1&to=2`)).body.changes).toEqual([
      { path: 'retention_days', change: 'changed', before: 30, after: 60 },
    ]);
    const theirs = { claims: { tenants: [OTHER_TENANT] } };
    expect((await api.ask('GET', `${packs}/${domain}/versions/1`, theirs)).status).toBe(403);
    const own = `/api/tenants/${OTHER_TENANT}/policy-packs`;
    expect((await api.ask('GET', own, theirs)).body.items).toEqual([]);
    expect((await api.ask('GET', `${own}/${domain}/versions/1`, theirs)).status).toBe(404);
  });
});

describe('what is in force', () => {
  const domain = 'Forces';

  beforeAll(async () => {
    for (const severity of ['low', 'medium', 'high']) {
      await imported(aDomainPack({ domain, severity_rules: [{ when: 'true', severity }] }));
    }
    await imported({ ...aPolicyPack(TENANT, { approved_tools: ['look_up'] }), domain });
  });

  it('is rolled back, step by step, to what was before', async () => {
    for (const domain_pack_version of [1, 2, 3]) {
      expect((await activate(domain, { tenant_id: TENANT, domain_pack_version })).status).toBe(200);
    }

    expect((await rollBack(domain)).body).toMatchObject({ kind: 'rolled_back', domain_pack_version: 2 });
    expect((await rollBack(domain)).body).toMatchObject({ kind: 'rolled_back', domain_pack_version: 1 });
    expect(await rollBack(domain)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await inForce(domain)).toMatchObject({ domain_pack_version: 1 });

    const { body } = await api.ask('GET', `/api/tenants/${TENANT}/activations/${domain}`);
    expect(body.items.map((one: { domain_pack_version: number }) => one.domain_pack_version)).toEqual([1, 2, 3, 2, 1]);
  });

  it('takes the policy along, keeps it unless told otherwise, and drops it when told', async () => {
    await activate(domain, { tenant_id: TENANT, domain_pack_version: 1, policy_pack_version: 1 });

    const kept = await activate(domain, { tenant_id: TENANT, domain_pack_version: 2 });
    const dropped = await activate(domain, { tenant_id: TENANT, domain_pack_version: 2, policy_pack_version: null });
    const back = await rollBack(domain);

    expect(kept.body).toMatchObject({ domain_pack_version: 2, policy_pack_version: 1 });
    expect(dropped.body).toMatchObject({ policy_pack_version: null });
    expect(back.body).toMatchObject({ domain_pack_version: 2, policy_pack_version: 1 });
  });

  it('refuses a policy that does not fit the domain pack', async () => {
    const other = 'Misfit';
    await imported(aDomainPack({ domain: other }));
    await imported({ ...aPolicyPack(TENANT, { approved_tools: ['look_up'] }), domain: other });
    await imported(aDomainPack({ domain: other, tools: {} }));

    const refused = await activate(other, { tenant_id: TENANT, domain_pack_version: 2, policy_pack_version: 1 });

    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(refused.body.errors.length).toBeGreaterThan(0);
  });

  it.each([
    [{ domain_pack_version: 9 }, 404, 'not_found'],
    [{ domain_pack_version: 1, policy_pack_version: 9 }, 404, 'not_found'],
    [{ domain_pack_version: 0 }, 400, 'invalid_request'],
    [{ domain_pack_version: 1, policy_pack_version: 'x' }, 400, 'invalid_request'],
    [{}, 400, 'invalid_request'],
    [{ domain_pack_version: 1, tenant_id: OTHER_TENANT }, 403, 'tenant_forbidden'],
    [{ domain_pack_version: 1, tenant_id: '' }, 400, 'invalid_request'],
  ])('refuses %j', async (body, status, code) => {
    expect(await activate(domain, { tenant_id: TENANT, ...body })).toMatchObject({ status, body: { code } });
  });

  it('is an admin’s to change, and not a viewer’s', async () => {
    const claims: TokenClaims = { roles: ['operator'] };
    const body = { tenant_id: TENANT, domain_pack_version: 1 };

    expect((await api.ask('POST', `/api/packs/${domain}/activate`, { body, claims })).body.code).toBe('forbidden');
    expect(
      (await api.ask('POST', `/api/packs/${domain}/roll-back`, { body: { tenant_id: TENANT }, claims })).status,
    ).toBe(403);
    expect((await api.ask('GET', `/api/packs/${domain}/versions`, { claims: { roles: ['viewer'] } })).status).toBe(200);
  });
});
