/** Packs with playbooks and tools, for the specs of installation and of the compiled configuration. */
import type { DomainPack, TenantPolicyPack } from '@sentinai/domain';
import { importDomainPack, importTenantPack } from '@sentinai/domain';
import { SMALL_PACK } from '../src/testing/index.ts';

/** Returns a pack of the domain `Test`: two tools, and a playbook with one comment for each name. */
export function aDomainPack(playbooks: Record<string, string> = {}): DomainPack {
  const { pack, faults } = importDomainPack({
    ...SMALL_PACK,
    tools: { ...SMALL_PACK.tools, settle: { endpoint: 'https://tools.example.test/settle', effect: 'act' } },
    playbooks: Object.entries(playbooks).map(([name, comment]) => ({
      name,
      match: { exception_type: 'BREAK' },
      steps: [{ name: 'Say', action_type: 'add_comment', params: { text: comment } }],
    })),
  });
  if (!pack) throw new Error(JSON.stringify(faults));
  return pack;
}

/** A pack as saved when it is published to all tenants. */
export const published = (pack: DomainPack) => ({ owner: null, original: pack, createdBy: 'ann' });

/** Returns a policy of the tenant for that pack. */
export function aTenantPack(tenantId: string, policy: Record<string, unknown>): TenantPolicyPack {
  const { pack, faults } = importTenantPack({ tenant_id: tenantId, domain: 'Test', ...policy }, aDomainPack());
  if (!pack) throw new Error(JSON.stringify(faults));
  return pack;
}
