import { aDomainPack, aTenantPack } from '../testing/domain-config.builder.ts';
import { importDomainPack, importTenantPack } from './pack-import.ts';

const fault = (path: string, message: string) => ({ path, message: expect.stringContaining(message) });

describe('a hostile document', () => {
  const deep = (levels: number): unknown => JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

  it.each<[string, unknown, string, string]>([
    ['null', null, '$', 'must be a JSON object'],
    ['a list', [], '$', 'must be a JSON object'],
    ['a text', 'pack', '$', 'must be a JSON object'],
    ['a pack of the other kind', aTenantPack(), '$', 'is a tenant pack, not a domain pack'],
    ['too deep a pack', { ...aDomainPack(), entities: deep(100_000) }, '$', 'nests deeper than 32 levels'],
    ['a text the database cannot hold', { ...aDomainPack(), description: 'a\0b' }, '$', 'NUL'],
    [
      'a key that changes objects',
      JSON.parse('{"domain": "T", "tools": {"__proto__": {"endpoint": "x"}}}'),
      'tools.__proto__',
      'reserved',
    ],
  ])('is refused: %s', (_case, json, path, message) => {
    expect(importDomainPack(json)).toEqual({
      pack: null,
      kind: 'domain',
      translations: [],
      faults: [fault(path, message)],
      warnings: [],
      tests: null,
    });
  });

  it.each([
    { domain: 'T', exception_types: null, severity_rules: 7, tools: 'x', playbooks: [null, 1, 'p', [[]]] },
    { domainName: ['T'], exceptionTypes: [null, 3, {}], severityRules: {}, tools: [1, null], playbooks: { a: null } },
    { domain: 'T', tools: { read: [[], null, 5] }, playbooks: [{ steps: {} }, { steps: [null, 4, {}, []] }] },
    { domain: 'T', conditions: 5, playbooks: [{ conditions: null, steps: ['...', ''] }], guardrails: [], sla: [] },
  ])('gives faults, never an exception: %j', (json) => {
    const { pack, faults } = importDomainPack(json);

    expect(pack).toBeNull();
    expect(faults.length).toBeGreaterThan(0);
    expect(() => importTenantPack({ tenantId: 'T', ...json, domain: undefined }, aDomainPack())).not.toThrow();
  });
});
