import type { Playbook, TenantConfig } from '@sentinai/domain';
import type { TenantConfigStore, TenantTransactions, Transaction } from '../src/index.ts';
import {
  type TestDatabase,
  createPackInstaller,
  createTenantConfigStore,
  createTestDatabase,
  createTestTenant,
} from '../src/testing/index.ts';
import { aDomainPack, aTenantPack, published } from './test-packs.ts';

describe('the compiled configuration of tenants', () => {
  let database: TestDatabase;
  let worker: TenantTransactions;
  let governance: TenantTransactions;
  let store: TenantConfigStore;

  beforeAll(async () => {
    database = await createTestDatabase();
    worker = await database.connect('sentinai_triage');
    governance = await database.connect('sentinai_governance');
    await createTestTenant(database, 'ACME', { domainPack: aDomainPack({ greet: 'hello' }) });
    await createTestTenant(database, 'OTHER', { domainPack: aDomainPack({ greet: 'hello' }) });
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    store = createTenantConfigStore();
  });

  const configs = (...tenants: string[]): Promise<Map<string, TenantConfig>> =>
    worker.run(tenants, (tx) => store.forTenants(tx, tenants));
  const playbookOf = (config: TenantConfig | undefined): Playbook => config!.domains.get('Test')!.playbooks[0]!;
  const playbooksById = (tenant: string, ids: readonly number[]): Promise<Map<number, Playbook>> =>
    worker.run([tenant], (tx) => store.playbooksById(tx, ids));
  /** Activates a domain pack for the tenant, without a policy. */
  const activate = (tenantId: string, comment: string): Promise<unknown> =>
    governance.run([tenantId], async (tx) => {
      const pack = aDomainPack({ greet: comment });
      const { version } = await createPackInstaller().saveDomainPack(tx, pack, published(pack));
      return activateVersions(tx, tenantId, version, null);
    });
  const activateVersions = (tx: Transaction, tenantId: string, domainPackVersion: number, policy: number | null) =>
    createPackInstaller().activate(tx, {
      tenantId,
      domain: 'Test',
      domainPackVersion,
      policyPackVersion: policy,
      activatedBy: 'ann',
    });

  it("contains each tenant's packs in force, and nothing for a tenant that does not exist", async () => {
    const found = await configs('ACME', 'OTHER', 'NOBODY');

    expect([...found.keys()].sort()).toEqual(['ACME', 'OTHER']);
    expect(found.get('ACME')).toMatchObject({ tenantId: 'ACME', status: 'active', defaultDomain: 'Test' });
    expect(playbookOf(found.get('ACME'))).toMatchObject({ name: 'greet', version: 1 });
    expect(playbookOf(found.get('ACME')).playbookId).not.toBe(playbookOf(found.get('OTHER')).playbookId);
  });

  it('is the same object as long as the revision is unchanged', async () => {
    const first = (await configs('ACME')).get('ACME');

    expect((await configs('ACME', 'OTHER')).get('ACME')).toBe(first);
  });

  it('is reloaded when the revision changes, for that tenant only', async () => {
    const before = await configs('ACME', 'OTHER');
    await activate('ACME', 'good morning');
    const after = await configs('ACME', 'OTHER');

    expect(after.get('OTHER')).toBe(before.get('OTHER'));
    expect(after.get('ACME')!.revision).toBe(before.get('ACME')!.revision + 1);
    expect(playbookOf(after.get('ACME'))).toMatchObject({ steps: [{ params: { text: 'good morning' } }] });
  });

  it('has the new packs in the very next transaction', async () => {
    await worker.run(['ACME'], async (tx) => {
      await store.forTenants(tx, ['ACME']);
      await activate('ACME', 'in between');

      expect(playbookOf((await store.forTenants(tx, ['ACME'])).get('ACME'))).toMatchObject({
        steps: [{ params: { text: 'in between' } }],
      });
    });
  });

  it('follows the policy pack and the status of the tenant', async () => {
    await governance.run(['OTHER'], async (tx) => {
      const pack = aTenantPack('OTHER', { approved_tools: ['settle'] });
      const { version } = await createPackInstaller().saveTenantPack(tx, pack, pack, 'ann');
      await activateVersions(tx, 'OTHER', 1, version);
    });
    await database.asOwner(
      `update tenant set status = 'suspended', config_revision = config_revision + 1 where tenant_id = 'OTHER'`,
    );

    const other = (await configs('OTHER')).get('OTHER');

    expect(other).toMatchObject({ status: 'suspended' });
    expect(other!.domains.get('Test')).toMatchObject({ policyPackVersion: 1 });
    expect([...other!.domains.get('Test')!.tools.keys()]).toEqual(['settle']);
  });

  it('exists for a tenant that has no packs yet', async () => {
    await database.asOwner(`insert into tenant (tenant_id, name) values ('NEW', 'New')`);

    expect((await configs('NEW')).get('NEW')).toMatchObject({ domains: new Map(), defaultDomain: null });
  });

  it('is absent for a tenant that the transaction does not name', async () => {
    await configs('ACME');

    expect(await worker.run(['OTHER'], (tx) => store.forTenants(tx, ['ACME']))).toEqual(new Map());
  });

  it('is complete for any batch, however many tenants are cached already', async () => {
    await database.asOwner(
      `insert into tenant (tenant_id, name) select 'MANY_' || n, 'Many' from generate_series(0, 2500) as n`,
    );
    const many = Array.from({ length: 2_501 }, (_, index) => `MANY_${index}`);

    expect((await configs(...many)).size).toBe(2_501);
    const [oldest] = [...(await configs('MANY_501')).keys()];
    expect((await configs(oldest!, 'MANY_0', 'ACME')).size).toBe(3);
  });

  describe('by playbook id', () => {
    it('has versions that are no longer in force', async () => {
      const old = playbookOf((await configs('ACME')).get('ACME'));
      await activate('ACME', `${old.version} and counting`);

      expect((await configs('ACME')).get('ACME')!.domains.get('Test')!.playbooks).not.toContainEqual(
        expect.objectContaining({ playbookId: old.playbookId }),
      );
      const { playbookId, version, steps } = old;
      expect((await playbooksById('ACME', [playbookId])).get(playbookId)).toMatchObject({ version, steps });
    });

    it('keeps what it compiled', async () => {
      const { playbookId } = playbookOf((await configs('ACME')).get('ACME'));
      const first = (await playbooksById('ACME', [playbookId])).get(playbookId);

      expect((await playbooksById('ACME', [playbookId])).get(playbookId)).toBe(first);
    });

    it('has none of another tenant, cached or not, and none that does not exist', async () => {
      const { playbookId } = playbookOf((await configs('ACME')).get('ACME'));

      expect(await playbooksById('OTHER', [playbookId])).toEqual(new Map());
      await playbooksById('ACME', [playbookId]);
      expect(await playbooksById('OTHER', [playbookId])).toEqual(new Map());
      expect(await playbooksById('ACME', [2_000_000_000])).toEqual(new Map());
      expect(await playbooksById('ACME', [])).toEqual(new Map());
    });
  });

  it("overlays the tenant's own settings on its policy pack, from the next revision on", async () => {
    await createTestTenant(database, 'SETTING', { tenantPack: { pii_fields: ['name'], time_zone: 'Asia/Tokyo' } });
    const policyOf = async () => (await configs('SETTING')).get('SETTING')!.domains.get('Test')!.policy;
    const before = await policyOf();

    await database.asOwner(
      `update tenant set pii_fields = '{iban}', retention_days = 7, config_revision = config_revision + 1
       where tenant_id = 'SETTING'`,
    );

    expect(before).toMatchObject({ retentionDays: null, timeZone: 'Asia/Tokyo' });
    expect(await policyOf()).toMatchObject({ retentionDays: 7, timeZone: 'Asia/Tokyo' });
    expect((await policyOf()).redactor.payload({ name: 'Ann', iban: 'x' }).payload).toMatchObject({ name: 'Ann' });
    expect(before.redactor.payload({ name: 'Ann', iban: 'x' }).payload).toMatchObject({ iban: 'x' });
  });
});
