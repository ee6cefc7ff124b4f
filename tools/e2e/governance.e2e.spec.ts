/** Tenants and packs over HTTP, on the real stack: what is changed there is seen in the next decisions. */
import { readFileSync } from 'node:fs';
import { quickSlaPack } from './fixtures/packs.ts';
import { describeWithSharedData, sharedData } from './fixtures/shared-data.ts';
import { TestStack, type Answer, until } from './fixtures/test-stack.ts';

interface Details {
  exception_id: string;
  severity: string;
  domain_pack_version: number;
  timeline: { sequence: number; event_type: string }[];
}

/** An activation is taken up within this time. */
const TAKEN_UP_MS = 1_000;

describe('governance', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.start();
  });

  afterAll(() => stack.stop());

  /** As somebody whose token names no tenant, and who may act for all. */
  const asRoot = async <T = Record<string, never>>(method: string, path: string, body?: object): Promise<Answer<T>> => {
    const authorization = `Bearer ${await stack.token('ROOT', 'super_admin')}`;
    return stack.request<T>('ROOT', method, path, { body, headers: { authorization } });
  };
  const createTenant = async (tenant_id: string): Promise<void> => {
    expect(await asRoot('POST', '/api/tenants', { tenant_id, name: tenant_id })).toMatchObject({ status: 201 });
  };
  /** Imports a pack as its tenant's admin. */
  const importPack = <T = { version: number }>(tenant_id: string, pack: object, activate = true): Promise<Answer<T>> =>
    stack.request<T>(tenant_id, 'POST', '/api/packs/import', { body: { pack, tenant_id, activate } });
  const submit = (tenant: string, fields: object): Promise<Answer<{ status_url: string }>> =>
    stack.request(tenant, 'POST', '/exceptions', {
      body: { source_system: 'test', exception_type: 'LATER', raw_payload: {}, ...fields },
    });
  const detail = async (tenant: string, path: string): Promise<Details> =>
    (await stack.request<Details>(tenant, 'GET', path)).body;
  /** Reports an exception and waits until the pipeline is done with it. */
  const decided = async (tenant: string, fields: object = {}): Promise<Details> => {
    const accepted = await submit(tenant, fields);
    expect(accepted).toMatchObject({ status: 202 });
    await stack.settled(tenant);
    return detail(tenant, accepted.body.status_url);
  };

  describeWithSharedData('packs written by another implementation (where the shared data are present)', () => {
    const TENANT = 'TENANT_FINANCE_001';
    const read = (path: string): object => JSON.parse(readFileSync(path, 'utf8')) as object;

    it('go in over HTTP, say what was translated, and decide', async () => {
      await createTenant(TENANT);
      const early = await importPack<object>(TENANT, read(sharedData.tenantPack));
      const domain = await importPack<{ translations: string[] }>(TENANT, read(sharedData.domainPack));
      const policy = await importPack<object>(TENANT, read(sharedData.tenantPack));

      expect(early).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
      expect(domain).toMatchObject({ status: 201, body: { version: 1, activation: { domain_pack_version: 1 } } });
      expect(domain.body.translations.join()).toContain('severityRules');
      expect(policy).toMatchObject({ status: 201, body: { activation: { policy_pack_version: 1 } } });
      expect(await decided(TENANT, { exception_type: 'POSITION_BREAK' })).toMatchObject({ severity: 'critical' });
      expect(await decided(TENANT, { exception_type: 'SEC_MASTER_MISMATCH' })).toMatchObject({ severity: 'low' });
    });
  });

  describe('a pack', () => {
    const TENANT = 'CHANGING';
    const DOMAIN = 'Changing';
    const pack = { ...quickSlaPack, domain: DOMAIN };
    const changed = { ...pack, severity_rules: [{ when: "exceptionType == 'LATER'", severity: 'critical' }] };
    const activate = (domain_pack_version: number) =>
      stack.request(TENANT, 'POST', `/api/packs/${DOMAIN}/activate`, {
        body: { tenant_id: TENANT, domain_pack_version },
      });
    let before: Details;

    beforeAll(async () => {
      await createTenant(TENANT);
      expect(await importPack(TENANT, pack)).toMatchObject({ status: 201, body: { version: 1 } });
      before = await decided(TENANT);
    });

    it('is validated, with its tests, and nothing is stored', async () => {
      const tests = [{ input: { exception_type: 'LATER', raw_payload: {} }, expected: { severity: 'high' } }];
      const body = { pack: { ...pack, domain: 'Unstored', test_suites: tests } };

      const { status, body: answer } = await stack.request(TENANT, 'POST', '/api/packs/validate', { body });

      expect({ status, answer }).toMatchObject({
        status: 200,
        answer: { valid: true, tests: { cases: 1, failed: 1 } },
      });
      expect(await stack.sql(`select * from domain_pack_version where domain = 'Unstored'`)).toEqual([]);
    });

    it('that changes a severity rule changes the next decision within a second of its activation', async () => {
      expect(before).toMatchObject({ severity: 'low', domain_pack_version: 1 });
      expect(await importPack(TENANT, changed, false)).toMatchObject({ status: 201, body: { version: 2 } });
      expect(await decided(TENANT)).toMatchObject({ severity: 'low', domain_pack_version: 1 });

      const activatedAt = performance.now();
      expect(await activate(2)).toMatchObject({ status: 200 });
      const { body } = await submit(TENANT, {});
      expect(performance.now() - activatedAt).toBeLessThan(TAKEN_UP_MS);
      await stack.settled(TENANT);

      expect(await detail(TENANT, body.status_url)).toMatchObject({ severity: 'critical', domain_pack_version: 2 });
    });

    it('leaves what was decided before with its version', async () => {
      expect(await detail(TENANT, `/api/exceptions/${TENANT}/${before.exception_id}`)).toMatchObject({
        severity: 'low',
        domain_pack_version: 1,
      });
    });

    it('is compared with its version before', async () => {
      const { body } = await stack.request(TENANT, 'GET', `/api/packs/${DOMAIN}/diff?from=1&to=2`);

      expect(body).toMatchObject({
        patch: [{ op: 'add', path: expect.stringContaining('/severity_rules') }],
        changes: [{ path: 'severity_rules[0]', change: 'added' }],
      });
    });

    it('is rolled back to what was in force before', async () => {
      const { status, body } = await stack.request(TENANT, 'POST', `/api/packs/${DOMAIN}/roll-back`, {
        body: { tenant_id: TENANT },
      });

      expect({ status, body }).toMatchObject({ status: 200, body: { kind: 'rolled_back', domain_pack_version: 1 } });
      expect(await decided(TENANT)).toMatchObject({ severity: 'low', domain_pack_version: 1 });
    });

    it('is exported as it was handed in', async () => {
      const { body } = await stack.request(TENANT, 'GET', `/api/packs/${DOMAIN}/versions/2?original=true`);

      expect(body.pack).toEqual(changed);
    });
  });

  describe('a suspended tenant', () => {
    const TENANT = 'SUSPENDED';
    const change = (verb: string) => asRoot('POST', `/api/tenants/${TENANT}/${verb}`, { reason: 'a test' });
    /** Of what was under way: what is reported within the second before writes are refused waits as well. */
    const waiting = async (): Promise<number> =>
      (await stack.sql(`select 1 from waiting_event where tenant_id = $1 and exception_id like 'WAITING-%'`, [TENANT]))
        .length;
    const report = (id: string) => submit(TENANT, { exception_id: id });
    const IDS = Array.from({ length: 20 }, (_, index) => `WAITING-${index}`);

    beforeAll(async () => {
      await createTenant(TENANT);
      expect(await importPack(TENANT, { ...quickSlaPack, domain: 'Suspending' })).toMatchObject({ status: 201 });
      await decided(TENANT, { exception_id: 'BEFORE' });
      // What is on its way when the tenant is suspended: stored and published, and triage has not seen it.
      const triage = stack.stack.app('triage');
      triage.pause();
      for (const id of IDS) expect(await report(id)).toMatchObject({ status: 202 });
      expect(await change('suspend')).toMatchObject({ status: 200, body: { status: 'suspended' } });
      triage.resume();
    });

    it('writes nothing: 403, at every API, within a second', async () => {
      await until('writes are refused', TAKEN_UP_MS + 500, async () => (await report('REFUSED')).status === 403);

      expect((await report('REFUSED')).body).toMatchObject({ code: 'tenant_suspended' });
      expect((await importPack(TENANT, quickSlaPack)).body).toMatchObject({ code: 'tenant_suspended' });
      expect(
        await stack.request(TENANT, 'PATCH', `/api/tenants/${TENANT}`, { body: { retention_days: 1 } }),
      ).toMatchObject({ status: 403, body: { code: 'tenant_suspended' } });
    });

    it('reads what is stored', async () => {
      expect(await detail(TENANT, `/api/exceptions/${TENANT}/BEFORE`)).toMatchObject({ severity: 'low' });
    });

    it('has its events wait, while those of others are decided', async () => {
      await until('all of them wait', 30_000, async () => (await waiting()) === IDS.length);

      expect(await decided('CHANGING')).toMatchObject({ severity: 'low' });

      expect(await waiting()).toBe(IDS.length);
      const triaged = await stack.sql(
        `select 1 from exception_event where tenant_id = $1 and event_type = 'TriageCompleted' and exception_id like 'WAITING-%'`,
        [TENANT],
      );
      expect(triaged).toEqual([]);
    });

    it('has them decided after it is resumed: each once, and in order', async () => {
      expect(await change('resume')).toMatchObject({ status: 200, body: { status: 'active' } });
      await stack.settled(TENANT);

      const reference = (await detail(TENANT, `/api/exceptions/${TENANT}/BEFORE`)).timeline;
      for (const id of IDS) {
        const { timeline } = await detail(TENANT, `/api/exceptions/${TENANT}/${id}`);
        expect(timeline.map(({ event_type }) => event_type)).toEqual(reference.map(({ event_type }) => event_type));
        expect(timeline.map(({ sequence }) => sequence)).toEqual(timeline.map((_, index) => index + 1));
      }
      expect(await waiting()).toBe(0);
    });
  });
});
