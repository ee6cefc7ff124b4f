import { aDomainPack, aTenantPack } from '../testing/domain-config.builder.ts';
import { importTenantPack } from './pack-import.ts';
import { aWildTenantPack } from '../testing/wild-packs.builder.ts';

const fault = (path: string, message: string) => ({ path, message: expect.stringContaining(message) });

describe('a tenant pack', () => {
  const steps = [{ name: 's', action_type: 'call_tool' as const, params: { tool: 'retrySettlement' } }];

  it.each<[string, Record<string, unknown>, string, string]>([
    ['another domain', { domain: 'Claims' }, 'domain', 'the domain pack is for Trading'],
    [
      'an override of an unknown type',
      { severity_overrides: [{ exception_type: 'X', severity: 'low' }] },
      'severity_overrides[0].exception_type',
      'X',
    ],
    ['an SLA of an unknown type', { sla_overrides: { by_type: { X: 5 } } }, 'sla_overrides.by_type.X', 'X'],
    ['an unknown approved tool', { approved_tools: ['getOrder', 'x'] }, 'approved_tools[1]', 'the tool x'],
    [
      'a rule about an unknown tool',
      { approval_rules: [{ tool: 'x', require_approval: true }] },
      'approval_rules[0].tool',
      'the tool x',
    ],
    [
      'a rule about an unknown type',
      { approval_rules: [{ exception_type: 'X', require_approval: true }] },
      'approval_rules[0].exception_type',
      'X',
    ],
    [
      'a route for an unknown type',
      { routing: [{ exception_type: 'X', owner: 'o' }] },
      'routing[0].exception_type',
      'X',
    ],
    [
      'a route with a bad condition',
      { routing: [{ when: 'nope', owner: 'o' }] },
      'routing[0].when',
      'Unknown variable',
    ],
    ['a bad PII path', { pii_fields: ['name', '$['] }, 'pii_fields[1]', 'is not a JSONPath'],
    ['an unknown time zone', { time_zone: 'Mars/Base' }, 'time_zone', 'is not an IANA time zone'],
    ['a bad tenant id', { tenant_id: '../x' }, 'tenant_id', 'must match pattern'],
    ['an unknown key', { mood: 'good' }, 'mood', 'is not a key'],
    [
      'a playbook with an unknown tool',
      {
        playbooks: [{ name: 'p', match: {}, steps: [{ name: 's', action_type: 'call_tool', params: { tool: 'x' } }] }],
      },
      'playbooks[0].steps[0].params.tool',
      'the tool x',
    ],
  ])('is refused for %s', (_case, overrides, path, message) => {
    const { pack, faults } = importTenantPack({ ...aTenantPack(), ...overrides }, aDomainPack());

    expect(pack).toBeNull();
    expect(faults).toEqual([fault(path, message)]);
  });

  it('gets warnings about its effects on the domain', () => {
    const domainPack = aDomainPack({ playbooks: [{ name: 'p', match: {}, steps }] });
    const tenantPack = aTenantPack({ approved_tools: ['getOrder'], playbooks: [{ name: 'p', match: {}, steps }] });

    expect(importTenantPack(tenantPack, domainPack).warnings).toEqual([
      fault('playbooks[0].name', "replaces the domain's p"),
      fault('playbooks[0].steps[0].params.tool', 'approved_tools leaves out'),
    ]);
  });

  it('is checked as far as possible without its domain pack', () => {
    expect(importTenantPack(aWildTenantPack(), null).faults).toEqual([]);
    expect(importTenantPack(aWildTenantPack({ timezone: 'Mars/Base' }), null).faults).toEqual([
      fault('timezone', 'IANA'),
    ]);
  });
});
