/** Tenants and packs over HTTP, on the real stack: changes affect the next decisions. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { quickSlaPack } from './fixtures/packs.ts';
import { describeWithSharedData, sharedData } from './fixtures/shared-data.ts';
import { TestStack, type Answer, until } from './fixtures/test-stack.ts';

interface Details {
  exception_id: string;
  severity: string;
  domain_pack_version: number;
  timeline: { sequence: number; event_type: string }[];
}

/** An activation takes effect within this time. */
const TAKEN_UP_MS = 1_000;

describe('governance', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.shared();
  });

  afterAll(() => stack.stop());

  /** Sends a request as a super admin, whose token names no tenant. */
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
    const TENANT = 'TENANT_FINANCE_OVER_HTTP';
    /** Renamed, since another suite imports the same packs under their own names. */
    const read = (path: string): object => {
      const text = readFileSync(path, 'utf8').replaceAll('TENANT_FINANCE_001', TENANT);
      return JSON.parse(text.replaceAll('CapitalMarketsTrading', 'TradingOverHttp')) as object;
    };

    it('are imported over HTTP, report translations, and take effect', async () => {
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

      expect(await activate(2)).toMatchObject({ status: 200 });
      await delay(TAKEN_UP_MS);

      expect(await decided(TENANT)).toMatchObject({ severity: 'critical', domain_pack_version: 2 });
    });

    it('leaves earlier decisions at their version', async () => {
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

  describe('a tenant', () => {
    const TENANT = 'GOVERNED';
    const path = `/api/tenants/${TENANT}`;
    const change = (body: object, headers: Record<string, string> = {}) =>
      stack.request<{ config_revision: number }>(TENANT, 'PATCH', path, { body, headers });

    beforeAll(async () => {
      await createTenant(TENANT);
      expect(await importPack(TENANT, { ...quickSlaPack, domain: 'Governing' })).toMatchObject({ status: 201 });
    });

    it('is created once, and listed to those who may see it', async () => {
      const list = async (as: typeof asRoot): Promise<string[]> => {
        const { body } = await as<{ items: { tenant_id: string }[] }>('GET', '/api/tenants?limit=200&q=GOVERN');
        return body.items.map(({ tenant_id }) => tenant_id);
      };

      expect(await asRoot('POST', '/api/tenants', { tenant_id: TENANT, name: 'again' })).toMatchObject({ status: 409 });
      expect(await list(asRoot)).toEqual(expect.arrayContaining([TENANT]));
      expect(await list((method, url) => stack.request(TENANT, method, url))).toEqual([TENANT]);
    });

    it('is not changed by whoever has not seen its newest state', async () => {
      expect(await change({ name: 'late' }, { 'if-match': '"0"' })).toMatchObject({ status: 409 });
    });

    it('has its personal data redacted by its own fields, from the next exception on', async () => {
      expect(await change({ pii_fields: ['nickname'] })).toMatchObject({ status: 200 });

      await decided(TENANT, { exception_id: 'PRIVATE', raw_payload: { nickname: 'Zed', rest: 'kept' } });

      const stored = await stack.sql<{ text: string }>(
        `select e::text || coalesce((select string_agg(v.payload::text, '') from exception_event v
           where v.tenant_id = e.tenant_id and v.exception_id = e.exception_id), '') as text
         from exception e where tenant_id = $1 and exception_id = 'PRIVATE'`,
        [TENANT],
      );
      expect(stored[0]?.text).toContain('kept');
      expect(stored[0]?.text).not.toContain('Zed');
    });

    it('has its SLAs run while it works: by its hours, breaks and holidays, on the clocks of its time zone', async () => {
      const business_calendar = {
        week: {
          mon: [
            ['09:00', '09:30'],
            ['10:00', '17:00'],
          ],
        },
        holidays: ['2026-11-23'],
      };
      expect(await change({ time_zone: 'Asia/Tokyo', business_calendar })).toMatchObject({ status: 200 });

      const friday = { exception_id: 'FRIDAY', occurred_at: '2026-11-20T12:00:00Z' };

      expect(await decided(TENANT, friday)).toMatchObject({ sla_deadline: '2026-11-30T01:30:00.000Z' });
      expect(await change({ business_calendar: null })).toMatchObject({ status: 200 });
      expect(await decided(TENANT, { ...friday, exception_id: 'ALWAYS' })).toMatchObject({
        sla_deadline: '2026-11-20T13:00:00.000Z',
      });
    });

    it('is archived for good: what is stored is read, nothing is written', async () => {
      expect(await asRoot('POST', `${path}/archive`, { reason: 'a test' })).toMatchObject({ status: 200 });
      await delay(TAKEN_UP_MS);

      expect((await submit(TENANT, {})).status).toBe(403);
      expect(await stack.request(TENANT, 'GET', path)).toMatchObject({ status: 200, body: { status: 'archived' } });
      expect(await asRoot('POST', `${path}/resume`, { reason: 'a test' })).toMatchObject({ status: 409 });
    });
  });

  describe('a suspended tenant', () => {
    const TENANT = 'SUSPENDED';
    const change = (verb: string) => asRoot('POST', `/api/tenants/${TENANT}/${verb}`, { reason: 'a test' });
    /** Counts waiting events: those in flight at the suspension, including events reported within the second before writes are refused. */
    const waiting = async (): Promise<number> =>
      (await stack.sql(`select 1 from waiting_event where tenant_id = $1 and exception_id like 'WAITING-%'`, [TENANT]))
        .length;
    const report = (id: string) => submit(TENANT, { exception_id: id });
    const IDS = Array.from({ length: 20 }, (_, index) => `WAITING-${index}`);

    beforeAll(async () => {
      await createTenant(TENANT);
      expect(await importPack(TENANT, { ...quickSlaPack, domain: 'Suspending' })).toMatchObject({ status: 201 });
      await decided(TENANT, { exception_id: 'BEFORE' });
      // In flight when the tenant is suspended: stored and published, but not yet seen by triage.
      const triage = stack.stack.app('triage');
      triage.pause();
      for (const id of IDS) expect(await report(id)).toMatchObject({ status: 202 });
      expect(await change('suspend')).toMatchObject({ status: 200, body: { status: 'suspended' } });
      triage.resume();
    });

    it('writes nothing: 403, at every API, within a second', async () => {
      await delay(TAKEN_UP_MS);

      expect(await report('REFUSED')).toMatchObject({ status: 403, body: { code: 'tenant_suspended' } });
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
