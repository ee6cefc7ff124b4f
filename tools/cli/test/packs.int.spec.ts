/** Imports against a real PostgreSQL, under the command's role. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TenantTransactions } from '@sentinai/persistence';
import { createTestDatabase, type TestDatabase } from '@sentinai/persistence/testing';
import { importPack, type PackToImport } from '../packs/import-pack.ts';
import { listPacks } from '../packs/list-packs.ts';

const DOMAIN_PACK = {
  domain: 'D',
  exception_types: { A: {}, B: {} },
  severity_rules: [{ when: "exceptionType == 'A'", severity: 'high' }],
  tools: { look: { endpoint: 'https://tools.example.com/look' }, act: { endpoint: 'https://tools.example.com/act' } },
  playbooks: [
    { name: 'p', match: { exception_type: 'A' }, steps: [{ name: 's', action_type: 'add_comment', params: {} }] },
  ],
};
const TENANT_PACK = { tenant_id: 'T', domain: 'D', approved_tools: ['look'] };

describe('importPack', () => {
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_governance');
  });

  afterAll(() => database?.drop());

  beforeEach(() =>
    database.asOwner(
      `truncate tenant, domain_pack_version, tenant_policy_pack_version, pack_activation, pack_activation_history,
         audit_record restart identity cascade`,
    ),
  );

  const load = (document: object, more: Partial<PackToImport> = {}) =>
    importPack(transactions, { document, by: 'spec', strict: false, dryRun: false, ...more });
  const rows = async (table: string) => (await database.asOwner(`select * from ${table}`)).length;

  it('stores a domain pack, and the same content once', async () => {
    const first = await load(DOMAIN_PACK);
    const second = await load(structuredClone(DOMAIN_PACK));

    expect(first.stored).toEqual({ domain: 'D', version: 1, created: true, shared: true, activation: null });
    expect(second.stored).toMatchObject({ version: 1, created: false });
    expect(await rows('tenant')).toBe(0);
  });

  it('activates a domain pack for a tenant, which it creates', async () => {
    const { stored } = await load(DOMAIN_PACK, { tenant: 'T' });

    expect(stored?.activation).toMatchObject({ tenantId: 'T', tenantCreated: true, policyPackVersion: null });
    expect(stored?.activation).toMatchObject({ playbooks: 1, tools: 2 });
    const { active } = await listPacks(transactions);
    expect(active).toMatchObject([{ tenantId: 'T', domain: 'D', domainPackVersion: 1, activatedBy: 'cli:spec' }]);
  });

  it('activates a tenant pack together with the newest domain pack', async () => {
    await load(DOMAIN_PACK);
    await load({ ...DOMAIN_PACK, description: 'newer' });

    const { stored } = await load(TENANT_PACK);

    expect(stored?.activation).toMatchObject({ domainPackVersion: 2, policyPackVersion: 1, tools: 1 });
  });

  it('keeps the domain pack in force when the policy pack moves on, unless another is named', async () => {
    await load(DOMAIN_PACK, { tenant: 'T', shared: true });
    await load({ ...DOMAIN_PACK, description: 'newer' });

    const kept = await load(TENANT_PACK);
    const missing = await load(TENANT_PACK, { domainPackVersion: 9 });
    const moved = await load(TENANT_PACK, { domainPackVersion: 2 });

    expect(kept.stored?.activation).toMatchObject({ domainPackVersion: 1, policyPackVersion: 1 });
    expect(missing).toMatchObject({ stored: null, faults: [{ path: 'domain_pack_version' }] });
    expect(moved.stored?.activation).toMatchObject({ domainPackVersion: 2, policyPackVersion: 1 });
  });

  it('keeps a domain pack for its tenant, or publishes it', async () => {
    const own = await load(DOMAIN_PACK, { tenant: 'T' });
    const shared = await load(DOMAIN_PACK, { tenant: 'U', shared: true });

    expect([own.stored, shared.stored]).toMatchObject([
      { version: 1, shared: false, activation: { tenantId: 'T', domainPackVersion: 1 } },
      { version: 2, shared: true, activation: { tenantId: 'U', domainPackVersion: 2 } },
    ]);
    expect((await listPacks(transactions)).domains).toMatchObject([
      { domain: 'D', tenantId: null, version: 2 },
      { domain: 'D', tenantId: 'T', version: 1 },
    ]);
    expect((await listPacks(transactions, 'U')).domains).toMatchObject([{ tenantId: null }]);
  });

  it('keeps the policy pack in force when the domain pack moves on', async () => {
    await load(DOMAIN_PACK);
    await load(TENANT_PACK);

    const { stored } = await load({ ...DOMAIN_PACK, description: 'newer' }, { tenant: 'T' });

    expect(stored?.activation).toMatchObject({ domainPackVersion: 2, policyPackVersion: 1, tenantCreated: false });
  });

  it('refuses a domain pack that the policy pack in force does not fit', async () => {
    await load(DOMAIN_PACK);
    await load(TENANT_PACK);

    const { faults, stored } = await load({ ...DOMAIN_PACK, tools: {} }, { tenant: 'T' });

    expect(faults).toEqual([
      { path: 'policy pack 1 of T, approved_tools[0]', message: expect.stringContaining('look') },
    ]);
    expect(stored).toBeNull();
    expect(await rows('domain_pack_version')).toBe(1);
  });

  it.each([
    ['a tenant pack without its domain', TENANT_PACK, {}],
    ['a tenant pack of another tenant', TENANT_PACK, { tenant: 'U' }],
    ['a pack with faults', { ...DOMAIN_PACK, exception_types: {} }, { tenant: 'T' }],
    ['something that is no pack', { name: 'x' }, {}],
    ['a policy pack that is to be published', TENANT_PACK, { shared: true }],
    ['a domain pack that names a version', DOMAIN_PACK, { domainPackVersion: 1 }],
  ])('stores nothing of %s', async (_, document, more) => {
    const { faults, stored } = await load(document, more);

    expect(faults.length).toBeGreaterThan(0);
    expect(stored).toBeNull();
    expect(await rows('domain_pack_version')).toBe(0);
    expect(await rows('tenant')).toBe(0);
  });

  it('leaves audit records of what it changes for a tenant', async () => {
    await load(DOMAIN_PACK);
    await load(DOMAIN_PACK, { tenant: 'T', shared: true });
    await load(TENANT_PACK);

    const before = { domain_pack_version: 1, policy_pack_version: null };
    const by = { tenant_id: 'T', actor_type: 'cli', actor_id: 'spec', source: '/sentinai/cli', event_id: null };
    const activated = { ...by, action: 'pack.activated', subject_id: 'D' };
    expect(await database.asOwner('select * from audit_record order by occurred_at, audit_id')).toMatchObject([
      { ...by, action: 'tenant.created', subject_type: 'tenant', subject_id: 'T' },
      { ...activated, subject_type: 'domain_pack', before: null, after: before },
      { ...activated, subject_type: 'policy_pack', before, after: { ...before, policy_pack_version: 1 } },
    ]);
    expect(await rows('outbox')).toBe(0);
  });

  it('takes everything back on a dry run, and for warnings when it is strict', async () => {
    const dry = await load(DOMAIN_PACK, { tenant: 'T', dryRun: true });
    const failing = { input: { exception_type: 'A', raw_payload: {} }, expected: { severity: 'low' } };
    const strict = await load({ ...DOMAIN_PACK, test_suites: [failing] }, { strict: true });

    expect(dry.stored?.activation).toMatchObject({ tenantId: 'T', tenantCreated: true });
    expect(strict).toMatchObject({ faults: [], stored: null, warnings: [{ message: expect.any(String) }] });
    expect(await rows('domain_pack_version')).toBe(0);
    expect(await rows('tenant')).toBe(0);
    expect(await rows('audit_record')).toBe(0);
  });
});
