/** A tenant's own domain packs, published ones, and which of them a policy pack is activated with. */
import type { TokenClaims } from '@sentinai/service-kit/testing';
import { type Governance, OTHER_TENANT, SUPER_ADMIN, TENANT, startGovernance } from './testing/governance.ts';
import { aDomainPack, aPolicyPack } from './testing/packs.ts';

const MINE: TokenClaims = { tenants: [TENANT], subject: 'ann' };
const THEIRS: TokenClaims = { tenants: [OTHER_TENANT], subject: 'eve' };
const BOTH: TokenClaims = { tenants: [TENANT, OTHER_TENANT], subject: 'joe' };

let api: Governance;

beforeAll(async () => {
  api = await startGovernance();
});
afterAll(() => api.stop());

const send = (claims: TokenClaims, pack: object, more: object = {}) =>
  api.ask('POST', '/api/packs/import', { body: { pack, ...more }, claims });
const stored = async (claims: TokenClaims, pack: object, more: object = {}) => {
  const { status, body } = await send(claims, pack, more);
  expect({ status, errors: body.errors }).toMatchObject({ status: 201 });
  return body;
};
/** A pack whose tool has the given endpoint. */
const packAt = (domain: string, host: string) =>
  aDomainPack({ domain, tools: { look_up: { endpoint: `https://${host}.example.test/look-up`, effect: 'read' } } });
const activate = (claims: TokenClaims, domain: string, body: object) =>
  api.ask('POST', `/api/packs/${domain}/activate`, { body, claims });
const versionsSeen = async (claims: TokenClaims, domain: string, query = ''): Promise<number[]> => {
  const { body } = await api.ask('GET', `/api/packs/${domain}/versions${query}`, { claims });
  return (body.items ?? []).map(({ version }: { version: number }) => version);
};
const endpointInForce = async (tenant: string, domain: string): Promise<string | undefined> => {
  const [tool] = await api.database.asOwner<{ endpoint: string }>(
    `select config->>'endpoint' as endpoint from tool_definition join pack_activation a on tool_id = any (a.tool_ids)
     where a.tenant_id = $1 and a.domain = $2`,
    [tenant, domain],
  );
  return tool?.endpoint;
};

describe('a policy pack', () => {
  it('is put into force with the domain pack that is in force, whatever others have imported since', async () => {
    const domain = 'Unmoved';
    await stored(SUPER_ADMIN, packAt(domain, 'published'));
    await activate(MINE, domain, { tenant_id: TENANT, domain_pack_version: 1 });
    await stored(THEIRS, packAt(domain, 'theirs'));
    await stored(SUPER_ADMIN, packAt(domain, 'newer'));

    const answer = await stored(MINE, { ...aPolicyPack(TENANT), domain }, { activate: true });

    expect(answer).toMatchObject({ domain_pack_version: 1, activation: { domain_pack_version: 1 } });
    expect(await endpointInForce(TENANT, domain)).toBe('https://published.example.test/look-up');
  });

  it('takes another domain pack along that is named, and says so', async () => {
    const domain = 'Named';
    for (const host of ['one', 'two', 'three']) await stored(SUPER_ADMIN, packAt(domain, host));
    await activate(MINE, domain, { tenant_id: TENANT, domain_pack_version: 1 });
    const policy = { ...aPolicyPack(TENANT), domain };

    const answer = await stored(MINE, policy, { activate: true, domain_pack_version: 2 });

    expect(answer).toMatchObject({ domain_pack_version: 2, activation: { domain_pack_version: 2 } });
    expect(await endpointInForce(TENANT, domain)).toBe('https://two.example.test/look-up');
  });

  it('is refused with a version that is not there, and one that is another tenant’s, in the same words', async () => {
    const domain = 'Missing';
    await stored(SUPER_ADMIN, packAt(domain, 'published'));
    expect(await stored(THEIRS, packAt(domain, 'theirs'))).toMatchObject({ version: 2 });
    const policy = { ...aPolicyPack(TENANT), domain };

    for (const route of ['import', 'validate']) {
      const [theirs, none] = await Promise.all(
        [2, 3].map((domain_pack_version) =>
          api.ask('POST', `/api/packs/${route}`, { body: { pack: policy, domain_pack_version }, claims: MINE }),
        ),
      );
      const faultsOf = ({ body }: { body: { errors?: object[]; faults?: object[] } }) => body.errors ?? body.faults;
      expect(faultsOf(theirs!)).toEqual([
        { path: 'domain_pack_version', message: `There is no version 2 of the domain pack ${domain}` },
      ]);
      expect(JSON.stringify(none!.body).replaceAll('3', '2')).toContain(JSON.stringify(faultsOf(theirs!)));
    }
  });

  it('is put into force with the newest of its own where nothing is in force, else with the newest published', async () => {
    const domain = 'First';
    await stored(SUPER_ADMIN, packAt(domain, 'published'));
    const policyOf = (tenant: string) => ({ ...aPolicyPack(tenant), domain });

    await stored(THEIRS, packAt(domain, 'theirs'));
    await stored(SUPER_ADMIN, packAt(domain, 'newer'));
    const mine = await stored(MINE, policyOf(TENANT), { activate: true });
    const theirs = await stored(THEIRS, policyOf(OTHER_TENANT), { activate: true });

    expect(mine.activation).toMatchObject({ domain_pack_version: 3 });
    expect(theirs.activation).toMatchObject({ domain_pack_version: 2 });
    expect(await endpointInForce(OTHER_TENANT, domain)).toBe('https://theirs.example.test/look-up');
  });

  it('finds no domain pack that only another tenant has', async () => {
    await stored(THEIRS, packAt('Foreign', 'theirs'));

    const { status, body } = await send(MINE, { ...aPolicyPack(TENANT), domain: 'Foreign' }, { activate: true });

    expect({ status, body }).toMatchObject({ status: 400, body: { errors: [{ path: '$' }] } });
  });

  it('is checked against the version in force, and says against which', async () => {
    const domain = 'Checked';
    await stored(SUPER_ADMIN, packAt(domain, 'one'));
    await activate(MINE, domain, { tenant_id: TENANT, domain_pack_version: 1 });
    await stored(SUPER_ADMIN, aDomainPack({ domain, tools: {} }));
    const pack = { ...aPolicyPack(TENANT, { approved_tools: ['look_up'] }), domain };
    const validate = (more: object) =>
      api.ask('POST', '/api/packs/validate', { body: { pack, ...more }, claims: MINE });

    expect((await validate({})).body).toMatchObject({ valid: true, domain_pack_version: 1 });
    expect((await validate({ domain_pack_version: 2 })).body).toMatchObject({ valid: false, domain_pack_version: 2 });
  });

  it('is no pack to publish, and no domain pack names its version', async () => {
    await stored(SUPER_ADMIN, packAt('Kinds', 'one'));

    const shared = await send(MINE, { ...aPolicyPack(TENANT), domain: 'Kinds' }, { shared: true });
    const numbered = await send(MINE, packAt('Kinds', 'two'), { domain_pack_version: 1 });

    expect(shared.body).toMatchObject({ status: 400, errors: [{ path: 'shared' }] });
    expect(numbered.body).toMatchObject({ status: 400, errors: [{ path: 'domain_pack_version' }] });
  });

  it('does not undo an activation that is made at the same moment', async () => {
    const domain = 'Racing';
    for (const host of ['one', 'two']) await stored(SUPER_ADMIN, packAt(domain, host));
    await activate(MINE, domain, { tenant_id: TENANT, domain_pack_version: 1 });
    const policies = Array.from({ length: 4 }, (_, n) => ({
      ...aPolicyPack(TENANT, { retention_days: 30 + n }),
      domain,
    }));

    await Promise.all([
      ...policies.map((policy) => stored(MINE, policy, { activate: true })),
      activate(MINE, domain, { tenant_id: TENANT, domain_pack_version: 2 }),
    ]);

    expect(await endpointInForce(TENANT, domain)).toBe('https://two.example.test/look-up');
  });
});

describe('a domain pack', () => {
  it('is the tenant’s own, and seen and activated by nobody else', async () => {
    const domain = 'Own';
    const answer = await stored(MINE, packAt(domain, 'mine'));
    const asked = (claims: TokenClaims, path: string) => api.ask('GET', `/api/packs/${domain}${path}`, { claims });

    expect(answer).toMatchObject({ version: 1, shared: false, domain_pack_version: null });
    expect(await asked(MINE, '/versions/1')).toMatchObject({ status: 200, body: { shared: false, created_by: 'ann' } });
    expect((await asked({ ...MINE, subject: 'bob', roles: ['viewer'] }, '/versions/1')).body.created_by).toBe('ann');
    for (const path of ['/versions', '/versions/1', '/diff?from=1&to=1']) {
      expect(await asked(THEIRS, path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
      expect(await asked(SUPER_ADMIN, path)).toMatchObject({ status: 404 });
      const separator = path.includes('?') ? '&' : '?';
      expect(await asked(SUPER_ADMIN, `${path}${separator}tenant_id=${TENANT}`)).toMatchObject({ status: 200 });
      expect(await asked(THEIRS, `${path}${separator}tenant_id=${TENANT}`)).toMatchObject({ status: 403 });
    }
    const body = { tenant_id: OTHER_TENANT, domain_pack_version: 1 };
    expect(await activate(THEIRS, domain, body)).toMatchObject({ status: 404 });
    // Not even by a user who may act for both tenants.
    expect(await activate(BOTH, domain, body)).toMatchObject({ status: 404 });
    expect(await activate(SUPER_ADMIN, domain, body)).toMatchObject({ status: 404 });
    expect(await activate(MINE, domain, { ...body, tenant_id: TENANT })).toMatchObject({ status: 200 });
  });

  it('stands in the list of those only who see it', async () => {
    await stored(MINE, packAt('Listed', 'mine'));
    const listed = async (claims: TokenClaims, query = '') => {
      const { body } = await api.ask('GET', `/api/packs?limit=200${query}`, { claims });
      return body.items.some(({ domain }: { domain: string }) => domain === 'Listed');
    };

    expect(await listed(MINE)).toBe(true);
    expect(await listed(BOTH)).toBe(false);
    expect(await listed(BOTH, `&tenant_id=${TENANT}`)).toBe(true);
    expect(await listed(THEIRS)).toBe(false);
    expect(await listed(SUPER_ADMIN)).toBe(false);
  });

  it('shadows no other of its name, and nobody’s moves: each number means one pack to a tenant, for good', async () => {
    const domain = 'Shadow';
    await stored(SUPER_ADMIN, packAt(domain, 'published'));
    for (const tenant of [TENANT, OTHER_TENANT]) {
      const claims = tenant === TENANT ? MINE : THEIRS;
      await activate(claims, domain, { tenant_id: tenant, domain_pack_version: 1 });
    }
    expect(await stored(MINE, packAt(domain, 'mine'), { activate: true, tenant_id: TENANT })).toMatchObject({
      version: 2,
      activation: { domain_pack_version: 2 },
    });
    expect(await stored(THEIRS, packAt(domain, 'theirs'))).toMatchObject({ version: 2 });
    expect(await stored(SUPER_ADMIN, packAt(domain, 'newer'))).toMatchObject({ version: 3, shared: true });

    expect(await versionsSeen(MINE, domain)).toEqual([3, 2, 1]);
    expect(await versionsSeen(SUPER_ADMIN, domain)).toEqual([3, 1]);
    expect(await endpointInForce(TENANT, domain)).toBe('https://mine.example.test/look-up');
    expect(await endpointInForce(OTHER_TENANT, domain)).toBe('https://published.example.test/look-up');
    await activate(THEIRS, domain, { tenant_id: OTHER_TENANT, domain_pack_version: 2 });
    expect(await endpointInForce(OTHER_TENANT, domain)).toBe('https://theirs.example.test/look-up');
  });

  it('is rolled back to what was before, published or not', async () => {
    const domain = 'Back';
    await stored(SUPER_ADMIN, packAt(domain, 'published'));
    await activate(MINE, domain, { tenant_id: TENANT, domain_pack_version: 1 });
    await stored(MINE, packAt(domain, 'mine'), { tenant_id: TENANT, activate: true });
    await stored(SUPER_ADMIN, packAt(domain, 'newer'));
    await activate(MINE, domain, { tenant_id: TENANT, domain_pack_version: 3 });

    const endpoints: unknown[] = [];
    for (let step = 0; step < 2; step += 1) {
      await api.ask('POST', `/api/packs/${domain}/roll-back`, { body: { tenant_id: TENANT }, claims: MINE });
      endpoints.push(await endpointInForce(TENANT, domain));
    }

    expect(endpoints).toEqual(['https://mine.example.test/look-up', 'https://published.example.test/look-up']);
  });

  it('is published by super admins only', async () => {
    const pack = packAt('Public', 'one');
    const refused = await send(MINE, pack, { shared: true });
    const forOne = await stored(SUPER_ADMIN, pack, { shared: true, tenant_id: TENANT, activate: true });

    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(forOne).toMatchObject({ shared: true, activation: { tenant_id: TENANT } });
    expect(await versionsSeen(THEIRS, 'Public')).toEqual([1]);
    const { body } = await api.ask('GET', '/api/packs/Public/versions/1', { claims: THEIRS });
    expect(body).toMatchObject({ shared: true, created_by: null });
    expect((await api.ask('GET', '/api/packs/Public/versions/1', { claims: SUPER_ADMIN })).body.created_by).toBe(
      'root',
    );
  });

  it('needs to know whose it is from who may act for several tenants', async () => {
    const unnamed = await send(BOTH, packAt('Whose', 'one'));
    const named = await stored(BOTH, packAt('Whose', 'one'), { tenant_id: OTHER_TENANT });
    const neither = await send(SUPER_ADMIN, packAt('Whose', 'one'), { shared: false });

    expect(unnamed).toMatchObject({ status: 400, body: { errors: [{ path: 'tenant_id', message: 'is required' }] } });
    expect(named).toMatchObject({ shared: false });
    expect(neither).toMatchObject({ status: 400, body: { errors: [{ path: 'tenant_id' }] } });
    expect(await versionsSeen(MINE, 'Whose')).toEqual([]);
  });

  it('is in the audit records of its tenant', async () => {
    await api.database.asOwner(`
      create table kept_outbox as select * from outbox where false;
      create function keep_outbox() returns trigger language plpgsql security definer as
        $$ begin insert into kept_outbox select new.*; return new; end $$;
      create trigger keep_outbox after insert on outbox for each row execute function keep_outbox();`);

    await stored(MINE, packAt('Audited', 'one'));
    await stored(SUPER_ADMIN, packAt('Audited', 'two'));

    const rows = await api.database.asOwner<{ tenant_event: { eventType: string; payloadJson: string } }>(
      'select tenant_event from kept_outbox order by id',
    );
    expect(
      rows.map(({ tenant_event: { eventType, payloadJson } }) => [eventType, JSON.parse(payloadJson)]),
    ).toMatchObject([
      [
        'AuditRecorded',
        { actor_id: 'ann', action: 'pack.imported', subject_type: 'domain_pack', after: { version: 1 } },
      ],
    ]);
  });
});
