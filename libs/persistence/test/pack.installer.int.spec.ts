import type { DomainPack } from '@sentinai/domain';
import {
  type ActivationReport,
  type ActivationRequest,
  PlaybookRepository,
  type TenantTransactions,
  ToolDefinitionRepository,
} from '../src/index.ts';
import { type TestDatabase, createPackInstaller, createTestDatabase } from '../src/testing/index.ts';
import { aDomainPack, aTenantPack, published } from './test-packs.ts';

describe('activating packs', () => {
  const installer = createPackInstaller();
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_governance', { poolSize: 10 });
  });
  afterAll(() => database.drop());

  let tenant = '';
  beforeEach(async () => {
    tenant = `T${Math.random().toString(36).slice(2)}`;
    await database.asOwner('insert into tenant (tenant_id, name) values ($1, $1)', [tenant]);
  });

  const activate = (request: Partial<ActivationRequest>): Promise<ActivationReport> =>
    transactions.run([tenant], (tx) =>
      installer.activate(tx, {
        tenantId: tenant,
        domain: 'Test',
        domainPackVersion: 1,
        policyPackVersion: null,
        activatedBy: 'ann',
        ...request,
      }),
    );
  const install = async (pack: DomainPack): Promise<ActivationReport> => {
    const { version } = await transactions.run([], (tx) => installer.saveDomainPack(tx, pack, published(pack)));
    return activate({ domainPackVersion: version });
  };
  const activation = async () =>
    (
      await database.asOwner<{ playbook_ids: number[]; tool_ids: number[]; activated_by: string }>(
        'select * from pack_activation where tenant_id = $1',
        [tenant],
      )
    )[0];
  const inForce = async (): Promise<{ playbooks: string[]; tools: string[] }> => {
    const { playbook_ids, tool_ids } = (await activation())!;
    return transactions.run([tenant], async (tx) => ({
      playbooks: (await new PlaybookRepository().findByIds(tx, playbook_ids)).map(
        ({ name, version }) => `${name} ${version}`,
      ),
      tools: (await new ToolDefinitionRepository().findByIds(tx, tool_ids)).map(({ name }) => name).sort(),
    }));
  };
  const revision = async (): Promise<number> =>
    (await database.asOwner<{ config_revision: number }>('select * from tenant where tenant_id = $1', [tenant]))[0]!
      .config_revision;

  it('materializes playbooks and tools, points the tenant at them and moves its revision', async () => {
    expect(await install(aDomainPack({ first: 'one', second: 'two' }))).toEqual({
      playbooks: 2,
      tools: 2,
      revision: 2,
    });

    expect(await inForce()).toEqual({ playbooks: ['first 1', 'second 1'], tools: ['look_up', 'settle'] });
    expect(await activation()).toMatchObject({ domain: 'Test', policy_pack_version: null, activated_by: 'ann' });
    expect(await revision()).toBe(2);
  });

  it('creates new versions only for changes, and drops what is gone', async () => {
    await install(aDomainPack({ kept: 'same', changed: 'before', gone: 'soon' }));
    const before = (await activation())!;

    await install(aDomainPack({ kept: 'same', changed: 'after' }));

    expect(await inForce()).toEqual({ playbooks: ['kept 1', 'changed 2'], tools: ['look_up', 'settle'] });
    expect((await activation())!.tool_ids).toEqual(before.tool_ids);
    expect((await activation())!.playbook_ids[0]).toBe(before.playbook_ids[0]);
    expect(await revision()).toBe(3);
  });

  it('leaves out the tools that the policy does not approve', async () => {
    const domainPack = aDomainPack();
    const tenantPack = aTenantPack(tenant, { approved_tools: ['look_up'] });
    const [domainVersion, policyVersion] = await transactions.run([tenant], async (tx) => [
      (await installer.saveDomainPack(tx, domainPack, published(domainPack))).version,
      (await installer.saveTenantPack(tx, tenantPack, tenantPack, 'ann')).version,
    ]);

    await activate({ domainPackVersion: domainVersion, policyPackVersion: policyVersion });

    expect((await inForce()).tools).toEqual(['look_up']);
    expect(await activation()).toMatchObject({ policy_pack_version: 1 });
  });

  it.each([
    ['a domain pack version', { domainPackVersion: 999 }, 'Domain pack Test version 999 does not exist'],
    ['a domain', { domain: 'Nowhere' }, 'Domain pack Nowhere version 1 does not exist'],
    ['a policy pack version', { policyPackVersion: 9 }, /Policy pack .*\/Test version 9 does not exist/],
  ])('refuses %s that does not exist, and changes nothing', async (_what, request, message) => {
    await install(aDomainPack());

    await expect(activate(request)).rejects.toThrow(message);

    expect(await revision()).toBe(2);
  });

  it('refuses a tenant that does not exist', async () => {
    await expect(
      transactions.run(['NOBODY'], (tx) =>
        installer.activate(tx, {
          tenantId: 'NOBODY',
          domain: 'Test',
          domainPackVersion: 1,
          policyPackVersion: null,
          activatedBy: 'ann',
        }),
      ),
    ).rejects.toThrow('Tenant "NOBODY" does not exist');
  });

  it('serializes concurrent activations', async () => {
    const packs = Array.from({ length: 6 }, (_, index) => aDomainPack({ shared: `${tenant} ${index}` }));

    const reports = await Promise.all(packs.map(install));

    expect(reports.map((report) => report.revision).sort()).toEqual([2, 3, 4, 5, 6, 7]);
    expect((await inForce()).playbooks).toEqual(['shared 6']);
  });
});
