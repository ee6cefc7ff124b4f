import { aDomainConfig, type Packs } from '../testing/domain-config.builder.ts';
import type { TenantPolicyPack } from '../packs/tenant-pack.schema.ts';
import { toolVerdict, type ToolCase } from './tool-verdict.ts';

const FACTS: ToolCase = { type: 'CASH_BREAK', severity: 'high', decision: 'allow' };
const ACTS = 'retrySettlement';
const READS = 'getOrder';

const verdict = (tool: string, packs: Packs, facts: Partial<ToolCase> = {}) =>
  toolVerdict(aDomainConfig(packs), tool, { ...FACTS, ...facts });

describe('toolVerdict', () => {
  it('allows a tool that no rule forbids', () => {
    expect(verdict(ACTS, {})).toEqual({ allowed: true, approvalRequired: false, reasons: [] });
  });

  it('refuses a tool that is switched off, before anything else', () => {
    const config = { ...aDomainConfig({}), disabledTools: new Set([READS]) };

    expect(toolVerdict(config, READS, FACTS)).toEqual({
      allowed: false,
      approvalRequired: false,
      reasons: ['tool_disabled: getOrder is switched off'],
    });
  });

  it.each<[string, string, Packs, string]>([
    ['an unknown tool', 'nothing', {}, "nothing is not a tool of this tenant's Trading"],
    [
      'a blocked tool',
      ACTS,
      { tenant: { guardrails: { block_lists: [ACTS] } } },
      'retrySettlement is on the block list',
    ],
    [
      'a tool the domain blocks, whatever the tenant allows',
      ACTS,
      {
        pack: { guardrails: { block_lists: [ACTS] } },
        tenant: { guardrails: { allow_lists: [ACTS], block_lists: [] } },
      },
      'retrySettlement is on the block list',
    ],
    [
      'a tool that is not on the allow list',
      ACTS,
      { tenant: { guardrails: { allow_lists: [READS] } } },
      'retrySettlement is not on the allow list',
    ],
    [
      'a tool that is not approved',
      READS,
      { tenant: { approved_tools: [ACTS] } },
      "getOrder is not among the tenant's approved tools",
    ],
  ])('refuses %s', (_case, tool, packs, reason) => {
    expect(verdict(tool, packs)).toEqual({ allowed: false, approvalRequired: false, reasons: [reason] });
  });

  it("lets the tenant's allow list replace the domain's, and treats an empty one as no list", () => {
    const pack = { guardrails: { allow_lists: [READS] } };

    expect(verdict(ACTS, { pack }).allowed).toBe(false);
    expect(verdict(ACTS, { pack, tenant: { guardrails: { allow_lists: [] } } }).allowed).toBe(true);
  });
});

describe('an approval for a tool', () => {
  const cases: [string, Partial<TenantPolicyPack>, Partial<ToolCase>, boolean][] = [
    ['is needed when policy requires one', {}, { decision: 'require_approval' }, true],
    [
      'is needed when a rule about the tool asks for it',
      { approval_rules: [{ tool: ACTS, require_approval: true }] },
      {},
      true,
    ],
    [
      'is not needed when the rule about the tool says so and the one about the severity does not',
      {
        approval_rules: [
          { severity: 'high', require_approval: true },
          { tool: ACTS, require_approval: false },
        ],
      },
      {},
      false,
    ],
    [
      'is not needed otherwise',
      { approval_rules: [{ tool: READS, require_approval: true }] },
      { decision: null },
      false,
    ],
  ];

  it.each(cases)('%s', (_case, tenant, facts, approvalRequired) => {
    expect(verdict(ACTS, { tenant }, facts)).toMatchObject({ allowed: true, approvalRequired });
  });

  it('is never needed for a tool that only reads, not even for a blocked exception', () => {
    const tenant = { approval_rules: [{ tool: READS, require_approval: true }] };

    expect(verdict(READS, { tenant }, { decision: 'require_approval' })).toEqual({
      allowed: true,
      approvalRequired: false,
      reasons: [],
    });
    expect(verdict(READS, {}, { decision: 'block' }).allowed).toBe(true);
    expect(verdict(ACTS, {}, { decision: 'block' }).allowed).toBe(false);
  });
});
