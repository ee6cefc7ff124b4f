import { describe, expect, it } from '@jest/globals';
import { importDomainPack, importTenantPack } from '@sentinai/domain';
import { DEMO_TENANTS } from '../demo-tenants.ts';
import { demoConfig } from '../testing/demo-config.ts';
import { readJson } from '../testing/read-json.ts';
import { financeTools } from '../tool-server/finance.tools.ts';
import { healthTools } from '../tool-server/health.tools.ts';
import { itsmTools } from '../tool-server/itsm.tools.ts';
import { seededRandom } from '../tool-server/seeded-random.ts';

const SERVED = [...financeTools, ...healthTools, ...itsmTools];
const CANONICAL = { translations: [], faults: [], warnings: [] };

describe.each(DEMO_TENANTS)('the packs of $tenantId', (tenant) => {
  it('are canonical, without faults, and pass their own tests', () => {
    const domain = importDomainPack(readJson(tenant.domainPackFile));
    const policy = importTenantPack(readJson(tenant.tenantPackFile), domain.pack);

    expect(domain).toMatchObject(CANONICAL);
    expect(policy).toMatchObject({ ...CANONICAL, pack: { tenant_id: tenant.tenantId } });
  });

  it('describe the tools as the demo server simulates them', () => {
    for (const tool of demoConfig(tenant).tools.values()) {
      const url = new URL(tool.endpoint);
      const served = SERVED.find(({ path, method }) => path === decodeURI(url.pathname) && method === tool.method);
      expect([tool.name, url.host, served?.readOnly]).toEqual([tool.name, 'demo-tools', tool.effect === 'read']);
      const args = Object.fromEntries(served?.required.map((name) => [name, 'x']) ?? []);
      expect(tool.validateInput(args)).toEqual([]);
      for (let call = 0; call < 100; call += 1) {
        expect(tool.validateOutput(served?.answer(args, seededRandom(`${tool.name} ${call}`)))).toEqual([]);
      }
    }
  });
});

it('the service desk chooses playbooks by type and severity alone, so that a replay chooses the same', () => {
  const serviceDesk = DEMO_TENANTS.find(({ tenantId }) => tenantId === 'ITSM_DEMO');
  const { playbooks } = demoConfig(serviceDesk!);

  for (const { when, match } of playbooks) {
    expect(when).toBeNull();
    expect(match).toMatchObject({ slaMinutesRemainingLt: null, policyTags: [] });
  }
});
