import { aDomainConfig } from '../testing/domain-config.builder.ts';
import type { TenantPolicyPack } from '../packs/tenant-pack.schema.ts';
import { evaluatePolicy } from './evaluate-policy.ts';

const FACTS = { type: 'CASH_BREAK', severity: 'high', confidence: 1 } as const;

const evaluate = (tenant: Partial<TenantPolicyPack>, facts: Partial<Parameters<typeof evaluatePolicy>[1]> = {}) =>
  evaluatePolicy(aDomainConfig({ tenant }), { ...FACTS, ...facts });

describe('evaluatePolicy', () => {
  it('allows when no rule objects', () => {
    expect(evaluatePolicy(aDomainConfig(), FACTS)).toEqual({
      decision: 'allow',
      approvalRequired: false,
      reasons: [],
      routeTo: null,
      undecided: [],
    });
  });

  it('requires an approval when confidence is below the threshold', () => {
    const tenant = { guardrails: { human_approval_threshold: 0.75 } };

    expect(evaluate(tenant, { confidence: 0.74 })).toMatchObject({
      decision: 'require_approval',
      approvalRequired: true,
      reasons: ['confidence 0.74 is below the threshold of 0.75: approval required'],
    });
    expect(evaluate(tenant, { confidence: 0.75 }).decision).toBe('allow');
  });

  it("lets the tenant's threshold replace the domain's", () => {
    const pack = { guardrails: { human_approval_threshold: 0.8 } };
    const facts = { ...FACTS, confidence: 0.77 };

    expect(evaluatePolicy(aDomainConfig({ pack }), facts).decision).toBe('require_approval');
    expect(
      evaluatePolicy(aDomainConfig({ pack, tenant: { guardrails: { human_approval_threshold: 0.75 } } }), facts)
        .decision,
    ).toBe('allow');
  });

  it('blocks an exception whose type is on a block list, whatever else holds', () => {
    const pack = { guardrails: { block_lists: ['CASH_BREAK'] } };

    expect(evaluatePolicy(aDomainConfig({ pack, tenant: { guardrails: { block_lists: [] } } }), FACTS)).toMatchObject({
      decision: 'block',
      reasons: ['CASH_BREAK is on the block list: no playbook may handle it'],
    });
  });
});

describe('approval rules', () => {
  const bySeverity = { severity: 'high', require_approval: true } as const;
  const byType = { exception_type: 'CASH_BREAK', require_approval: false } as const;

  it.each([
    ['a rule about the severity', [bySeverity], true],
    ['a rule about another severity says nothing', [{ severity: 'low' as const, require_approval: true }], false],
    ['a rule about everything', [{ require_approval: true }], true],
    ['the more specific rule wins, first', [byType, bySeverity], false],
    ['the more specific rule wins, last', [bySeverity, byType], false],
    ['of two alike the careful one wins', [byType, { ...byType, require_approval: true }, byType], true],
    ['a rule about a tool says nothing about the exception', [{ tool: 'getOrder', require_approval: true }], false],
  ])('%s', (_case, approval_rules, approvalRequired) => {
    expect(evaluate({ approval_rules }).approvalRequired).toBe(approvalRequired);
  });

  it('do not waive the threshold', () => {
    const tenant = { approval_rules: [byType], guardrails: { human_approval_threshold: 0.5 } };

    expect(evaluate(tenant, { confidence: 0.4 }).reasons).toEqual([
      'confidence 0.4 is below the threshold of 0.5: approval required',
      'approval rule for CASH_BREAK: approval not required',
    ]);
  });
});

describe('routing', () => {
  const routing = [
    { exception_type: 'POSITION_BREAK', owner: 'positions' },
    { severity: 'high', when: 'amount > 1e6', owner: 'desk-heads' },
    { when: "rawPayload.desk == 'FI'", owner: 'fixed-income' },
    { owner: 'operations' },
  ] as const;

  it.each([
    [{ type: 'POSITION_BREAK' }, 'positions'],
    [{ amount: 2e6 }, 'desk-heads'],
    [{ amount: 2e6, severity: 'low' as const }, 'operations'],
    [{ rawPayload: { desk: 'FI' } }, 'fixed-income'],
    [{}, 'operations'],
  ])('the first rule that fits %j owns it: %s', (facts, owner) => {
    expect(evaluate({ routing: [...routing] }, facts).routeTo).toBe(owner);
  });
});

describe('what is undecided', () => {
  const open = {
    fact: 'severity',
    rule: 'large',
    reason: 'amount cannot be read ($.amount: is not an amount)',
  } as const;
  const unreadable = [{ field: 'amount' as const, path: '$.amount', reason: 'is not an amount' }];

  it('requires an approval where everything would be allowed, and says which rule and which field', () => {
    expect(evaluate({}, { undecided: [open] })).toMatchObject({
      decision: 'require_approval',
      approvalRequired: true,
      reasons: ['severity is undecided (large: amount cannot be read ($.amount: is not an amount)): approval required'],
      undecided: [open],
    });
  });

  it('requires an approval even though the rule for the decided severity requires none', () => {
    const approval_rules = [{ severity: 'high' as const, require_approval: false }];

    expect(evaluate({ approval_rules }, { undecided: [open] }).decision).toBe('require_approval');
  });

  it('requires nothing when no rule reads the field', () => {
    expect(evaluate({ routing: [{ owner: 'desk' }] }, { unreadable })).toMatchObject({
      decision: 'allow',
      routeTo: 'desk',
      undecided: [],
    });
  });

  it('routes by the first rule that surely matches and names the one before it that may', () => {
    const routing = [
      { exception_type: 'OTHER', when: 'amount > 1', owner: 'others' },
      { when: 'amount > 1', owner: 'treasury' },
      { severity: 'critical' as const, owner: 'head' },
      { owner: 'desk' },
    ];

    const { decision, routeTo, undecided } = evaluate({ routing }, { unreadable });

    expect({ decision, routeTo, rules: undecided.map(({ rule }) => rule) }).toEqual({
      decision: 'require_approval',
      routeTo: 'desk',
      rules: ['routing to treasury'],
    });
    expect(evaluate({ routing }, { undecided: [open] }).undecided).toMatchObject([
      open,
      { fact: 'owner', rule: 'routing to head' },
    ]);
  });
});
