/** A tenant with packs in force, for integration tests. */
import { type DomainPack, type TenantPolicyPack, importDomainPack, importTenantPack } from '@sentinai/domain';
import { ActivationHistoryRepository } from '../packs/activation-history.repository.ts';
import { PackInstaller } from '../packs/pack.installer.ts';
import { PackRepository } from '../packs/pack.repository.ts';
import { TenantConfigStore } from '../packs/tenant-config.store.ts';
import { PlaybookRepository } from '../playbooks/playbook.repository.ts';
import { TenantRepository } from '../tenants/tenant.repository.ts';
import { ToolDefinitionRepository } from '../tools/tool-definition.repository.ts';
import type { TestDatabase } from './test-database.ts';

/** The smallest useful pack: one type, one tool, no playbook. */
export const SMALL_PACK = {
  domain: 'Test',
  exception_types: { BREAK: { description: 'A break', default_severity: 'high', sla_minutes: 60 } },
  severity_rules: [],
  tools: { look_up: { endpoint: 'https://tools.example.test/look-up', effect: 'read' } },
  playbooks: [],
};

/**
 * Creates a tenant with a domain pack, and optionally a policy pack, in force.
 * @throws naming the packs' faults
 */
export async function createTestTenant(
  database: TestDatabase,
  tenantId: string,
  packs: { domainPack?: unknown; tenantPack?: Record<string, unknown> } = {},
): Promise<void> {
  const domainPack = valid<DomainPack>(importDomainPack(packs.domainPack ?? SMALL_PACK));
  const transactions = await database.connect('sentinai_governance');
  const installer = createPackInstaller();
  await transactions.run([tenantId], async (tx) => {
    await new TenantRepository().create(tx, tenantId, `${tenantId} (test)`);
    const { version } = await installer.saveDomainPack(tx, domainPack, {
      owner: null,
      original: domainPack,
      createdBy: 'test',
    });
    const tenantPack =
      packs.tenantPack &&
      valid<TenantPolicyPack>(
        importTenantPack({ tenant_id: tenantId, domain: domainPack.domain, ...packs.tenantPack }, domainPack),
      );
    const policy = tenantPack && (await installer.saveTenantPack(tx, tenantPack, tenantPack, 'test'));
    await installer.activate(tx, {
      tenantId,
      domain: domainPack.domain,
      domainPackVersion: version,
      policyPackVersion: policy?.version ?? null,
      activatedBy: 'test',
    });
  });
}

export const createPackInstaller = (): PackInstaller =>
  new PackInstaller(
    new PackRepository(),
    new PlaybookRepository(),
    new ToolDefinitionRepository(),
    new TenantRepository(),
    new ActivationHistoryRepository(),
  );

export const createTenantConfigStore = (): TenantConfigStore =>
  new TenantConfigStore(
    new TenantRepository(),
    new PackRepository(),
    new PlaybookRepository(),
    new ToolDefinitionRepository(),
  );

function valid<T>(imported: { pack: T | null; faults: readonly { path: string; message: string }[] }): T {
  if (imported.pack) return imported.pack;
  throw new Error(imported.faults.map(({ path, message }) => `${path}: ${message}`).join('\n'));
}
