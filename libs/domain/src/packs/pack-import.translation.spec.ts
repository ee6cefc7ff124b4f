import { aDomainPack, aTenantPack } from '../testing/domain-config.builder.ts';
import { importDomainPack, importTenantPack, packKind } from './pack-import.ts';
import { aWildDomainPack, aWildTenantPack } from '../testing/wild-packs.builder.ts';

const imported = (overrides: Record<string, unknown>) => importDomainPack(aWildDomainPack(overrides));

const stepsOf = (...steps: unknown[]) =>
  imported({ playbooks: [{ name: 'p', match: {}, steps }] }).pack?.playbooks[0]?.steps;

const NO_TESTS = { cases: 0, failed: 0 };

describe('a canonical pack', () => {
  it('stays unchanged', () => {
    const pack = aDomainPack({ guardrails: { human_approval_threshold: 0.5 } });

    expect(importDomainPack(pack)).toEqual({
      pack,
      kind: 'domain',
      translations: [],
      faults: [],
      warnings: [],
      tests: NO_TESTS,
    });
  });

  it('comes out of an import, and a second import leaves it unchanged', () => {
    const { pack } = importDomainPack(aWildDomainPack());

    expect(importDomainPack(pack)).toEqual({
      pack,
      kind: 'domain',
      translations: [],
      faults: [],
      warnings: [],
      tests: NO_TESTS,
    });
  });

  it('is not changed by its import', () => {
    const pack = aWildDomainPack();
    const before = structuredClone(pack);
    importDomainPack(pack);

    expect(pack).toEqual(before);
  });
});

describe('a domain pack in a wild shape', () => {
  it('becomes canonical', () => {
    const { pack, faults, warnings } = importDomainPack(aWildDomainPack());

    expect(faults).toEqual([]);
    expect(warnings).toEqual([]);
    expect(pack).toEqual({
      domain: 'Trading',
      exception_types: { CASH_BREAK: { description: 'Ledger differs', sla_minutes: 120 }, POSITION_BREAK: {} },
      severity_rules: [
        { when: "exceptionType == 'CASH_BREAK'", severity: 'high' },
        { when: 'amount > 1e6', severity: 'critical' },
      ],
      tools: {
        getOrder: {
          description: 'Fetch an order',
          endpoint: 'https://tools.example.com/order',
          input_schema: {
            type: 'object',
            properties: { orderId: { type: 'string' }, depth: { type: 'number' } },
            required: ['orderId'],
            additionalProperties: false,
          },
        },
      },
      playbooks: [
        {
          name: 'CASH_BREAK',
          match: { exception_type: 'CASH_BREAK' },
          steps: [
            { name: 'Call the desk', action_type: 'manual', params: { instruction: 'Call the desk' } },
            {
              name: 'Write down what they say',
              action_type: 'manual',
              params: { instruction: 'Write down what they say' },
            },
          ],
        },
      ],
      guardrails: { allow_lists: [], block_lists: [], human_approval_threshold: 0.8 },
    });
  });

  it('reports what was translated, similar places in one line', () => {
    expect(importDomainPack(aWildDomainPack()).translations).toEqual(
      expect.arrayContaining([
        'domainName → domain',
        'severityRules[0].condition → severity_rules[0].when',
        'severityRules[1].if → severity_rules[1].when',
        'severityRules[*].severity: in lower case (2 places)',
        'exceptionTypes.CASH_BREAK.slaHours → exception_types.CASH_BREAK.sla_minutes',
        'playbooks[0].exceptionType → playbooks[0].match.exception_type',
      ]),
    );
  });

  it('reports unused keys, similar ones together', () => {
    const { faults, warnings } = imported({
      exceptionTypes: { CASH_BREAK: { detectionRules: [] }, B: { detectionRules: [] } },
      severityRules: [],
      mood: 'good',
    });

    expect(faults).toEqual([]);
    expect(warnings).toEqual([
      { path: 'mood', message: 'is not used' },
      { path: 'exceptionTypes.*.detectionRules', message: 'is not used (2 places)' },
    ]);
  });

  it('may have its types as a list', () => {
    const { pack } = imported({ exceptionTypes: ['CASH_BREAK', { name: 'B', sla: '48h', defaultSeverity: 'LOW' }] });

    expect(pack?.exception_types).toEqual({ CASH_BREAK: {}, B: { sla_minutes: 2880, default_severity: 'low' } });
  });

  it.each([
    ['sla', '2d', 2880],
    ['sla', 45, 45],
    ['slaHours', 4, 240],
    ['slaHours', '4', 240],
    ['slaHours', '30m', 30],
    ['slaMinutes', '90', 90],
  ])('may write the SLA of a type as %s: %j', (key, value, minutes) => {
    const { pack } = imported({ exceptionTypes: { CASH_BREAK: { [key]: value } } });

    expect(pack?.exception_types.CASH_BREAK?.sla_minutes).toBe(minutes);
  });

  it.each([
    ['a list', [{ name: 'getOrder', endpoint: 'https://t.example.com' }], undefined],
    ['lists by kind', { read: [{ name: 'getOrder', endpoint: 'https://t.example.com' }], write: [] }, 'read'],
    ['lists by kind', { write: [{ name: 'getOrder', endpoint: 'https://t.example.com' }] }, 'act'],
  ])('may have its tools as %s', (_shape, tools, effect) => {
    const { pack, faults } = imported({ tools });

    expect(faults).toEqual([]);
    expect(pack?.tools).toEqual({ getOrder: { endpoint: 'https://t.example.com', ...(effect && { effect }) } });
  });

  it('takes the first of two tools with one name, and says so', () => {
    const tool = (endpoint: string) => ({ name: 'getOrder', endpoint });
    const { pack, warnings } = imported({ tools: [tool('https://one.example.com'), tool('https://two.example.com')] });

    expect(pack?.tools.getOrder?.endpoint).toBe('https://one.example.com');
    expect(warnings).toEqual([{ path: 'tools[1]', message: 'is not used' }]);
  });
});

describe('steps in a wild shape', () => {
  it.each<[unknown, object]>([
    ['Ask the desk.', { name: 'Ask the desk', action_type: 'manual', params: { instruction: 'Ask the desk.' } }],
    [
      { action: 'Ask {exception.entity}', parameters: { queue: 'FO' } },
      { action_type: 'manual', params: { instruction: 'Ask {exception.entity}', queue: 'FO' } },
    ],
    [
      { action: 'notify', params: { to: 'desk' } },
      { action_type: 'notify', params: { to: 'desk' } },
    ],
    [
      { action: 'getOrder', parameters: { orderId: '1' } },
      { action_type: 'call_tool', params: { tool: 'getOrder', arguments: { orderId: '1' } } },
    ],
    [
      { tool: 'getOrder', arguments: { orderId: '1' } },
      { action_type: 'call_tool', params: { tool: 'getOrder', arguments: { orderId: '1' } } },
    ],
    [
      {
        stepName: 's',
        actionType: 'escalate',
        onFailure: 'skip',
        timeout: '48h',
        requiresApproval: true,
        if: 'amount > 1',
      },
      { name: 's', action_type: 'escalate', on_failure: 'skip', timeout: 2880, approval: true, when: 'amount > 1' },
    ],
  ])('%j', (step, expected) => {
    expect(stepsOf(step)).toEqual([expect.objectContaining(expected)]);
  });

  it('get names of their own', () => {
    expect(stepsOf('Wait', 'Wait', { name: 'Wait (2)', action: 'Wait' }, '...')?.map(({ name }) => name)).toEqual([
      'Wait',
      'Wait (3)',
      'Wait (2)',
      'step 4',
    ]);
  });

  it('get short names from long sentences', () => {
    const name = stepsOf('very long sentence '.repeat(50))?.[0]?.name ?? '';

    expect(name.length).toBeLessThanOrEqual(120);
    expect(name.endsWith('sentence') || name.endsWith('long') || name.endsWith('very')).toBe(true);
  });
});

describe('playbooks in a wild shape', () => {
  it('may come as a map, and as rows with conditions', () => {
    const steps = ['Wait'];
    const { pack, faults } = imported({
      playbooks: { urgent: { conditions: { match: { severity: 'HIGH' }, priority: 5 }, steps } },
    });

    expect(faults).toEqual([]);
    expect(pack?.playbooks).toMatchObject([{ name: 'urgent', priority: 5, match: { severity_in: ['high'] } }]);
  });

  it('get names of their own where two are for one type', () => {
    const playbook = { exceptionType: 'CASH_BREAK', steps: ['Wait'] };
    const { pack } = imported({ playbooks: [playbook, playbook] });

    expect(pack?.playbooks.map(({ name }) => name)).toEqual(['CASH_BREAK', 'CASH_BREAK (2)']);
  });
});

describe('a tenant pack in a wild shape', () => {
  const { pack: domainPack } = importDomainPack(aWildDomainPack());

  it('becomes canonical', () => {
    const { pack, faults, warnings } = importTenantPack(aWildTenantPack(), domainPack);

    expect(faults).toEqual([]);
    expect(warnings).toEqual([]);
    expect(pack).toEqual({
      tenant_id: 'TENANT_A',
      domain: 'Trading',
      severity_overrides: [{ exception_type: 'CASH_BREAK', severity: 'low' }],
      guardrails: { allow_lists: [], block_lists: [], human_approval_threshold: 0.75 },
      approved_tools: ['getOrder'],
      approval_rules: [{ severity: 'critical', require_approval: true }],
      retention_days: 90,
      playbooks: [],
    });
  });

  it.each([
    [{ dataTTL: 90 }, 90],
    [{ dataTTL: '90' }, 90],
    [{ dataTTL: '36h' }, 2],
    [{ dataTTL: '2 weeks' }, 14],
  ])('may write its retention as %j', (retentionPolicies, days) => {
    expect(importTenantPack(aWildTenantPack({ retentionPolicies }), domainPack).pack?.retention_days).toBe(days);
  });

  it('reports which part of its retention has no effect', () => {
    const { warnings } = importTenantPack(aWildTenantPack({ retentionPolicies: { dataTTL: 1, archive: true } }), null);

    expect(warnings).toEqual([{ path: 'retentionPolicies.archive', message: 'is not used' }]);
  });
});

describe('packKind', () => {
  it.each([
    [aDomainPack(), 'domain'],
    [aWildDomainPack(), 'domain'],
    [aTenantPack(), 'tenant'],
    [aWildTenantPack(), 'tenant'],
    [{}, null],
    [[], null],
    [null, null],
    ['domain', null],
  ])('of %j is %s', (json, kind) => {
    expect(packKind(json)).toBe(kind);
  });
});
