/** Packs and configurations for specs: valid by default, with overrides for each case. */
import { compileDomainConfig } from '../packs/compile-domain-config.ts';
import type { DomainPack } from '../packs/domain-pack.schema.ts';
import { importDomainPack } from '../packs/pack-import.ts';
import { packPlaybooks, playbookToStored } from '../packs/stored-playbook.ts';
import { packTools } from '../packs/stored-tool.ts';
import type { DomainConfig } from '../packs/tenant-config.ts';
import type { TenantPolicyPack } from '../packs/tenant-pack.schema.ts';

export function aDomainPack(overrides: Partial<DomainPack> = {}): DomainPack {
  return {
    domain: 'Trading',
    exception_types: {
      CASH_BREAK: { default_severity: 'low', sla_minutes: 120, tags: ['cash'] },
      POSITION_BREAK: {},
      SETTLEMENT_FAIL: {},
    },
    severity_rules: [],
    tools: {
      getOrder: { endpoint: 'https://tools.example.com/order', effect: 'read' },
      retrySettlement: { endpoint: 'https://tools.example.com/retry' },
    },
    playbooks: [],
    ...overrides,
  };
}

export function aTenantPack(overrides: Partial<TenantPolicyPack> = {}): TenantPolicyPack {
  return { tenant_id: 'TENANT_A', domain: 'Trading', ...overrides };
}

export interface Packs {
  pack?: Partial<DomainPack>;
  tenant?: Partial<TenantPolicyPack>;
}

/**
 * Returns the compiled configuration of the packs; playbooks get ids in order, from 1.
 * @throws naming the faults for which an import would refuse the domain pack
 */
export function aDomainConfig({ pack = {}, tenant }: Packs = {}): DomainConfig {
  const domainPack = aDomainPack(pack);
  const { faults } = importDomainPack(domainPack);
  if (faults.length > 0) throw new Error(faults.map(({ path, message }) => `${path} ${message}`).join('\n'));
  const tenantPack = tenant ? aTenantPack(tenant) : null;
  return compileDomainConfig({
    tenantId: 'TENANT_A',
    domain: domainPack.domain,
    domainPackVersion: 1,
    policyPackVersion: tenantPack && 1,
    domainPack,
    tenantPack,
    playbooks: packPlaybooks(domainPack, tenantPack).map((playbook, index) => ({
      playbookId: index + 1,
      version: 1,
      ...playbookToStored(playbook),
    })),
    tools: packTools(domainPack, null).map((tool, index) => ({ toolId: index + 1, version: 1, ...tool })),
  });
}
