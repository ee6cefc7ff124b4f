import { aDomainConfig, aDomainPack } from '../testing/domain-config.builder.ts';
import { compileDomainConfig } from '../packs/compile-domain-config.ts';
import type { PackPlaybook } from '../packs/playbook.schema.ts';
import { explainMatch, matchPlaybook, type MatchFacts } from './match-playbook.ts';

const NOW = new Date('2026-11-20T08:00:00Z');
const IN_AN_HOUR = new Date('2026-11-20T09:00:00Z');

const FACTS: MatchFacts = {
  domain: 'Trading',
  type: 'CASH_BREAK',
  severity: 'high',
  slaDeadline: IN_AN_HOUR,
  policyTags: ['cash'],
  amount: 5000,
  rawPayload: { desk: 'FI' },
};

const STEPS: PackPlaybook['steps'] = [{ name: 'tell', action_type: 'notify' }];

const aPlaybook = (overrides: Partial<PackPlaybook> = {}): PackPlaybook => ({
  name: 'playbook',
  match: {},
  steps: STEPS,
  ...overrides,
});

const match = (playbooks: PackPlaybook[], facts: Partial<MatchFacts> = {}) =>
  matchPlaybook(aDomainConfig({ pack: { playbooks } }), { ...FACTS, ...facts }, NOW);

describe('a playbook matches', () => {
  it.each<[string, Partial<PackPlaybook>, string]>([
    ['whatever asks for nothing', {}, 'priority 0'],
    ['its domain', { match: { domain: 'Trading' } }, 'domain is Trading'],
    ['its type', { match: { exception_type: 'CASH_BREAK' } }, 'exception_type CASH_BREAK is CASH_BREAK'],
    ['a pattern', { match: { exception_type: '*_BREAK' } }, 'exception_type CASH_BREAK is *_BREAK'],
    [
      'one of several',
      { match: { exception_type: ['POSITION_BREAK', 'CASH*'] } },
      'exception_type CASH_BREAK is one of POSITION_BREAK, CASH*',
    ],
    ['its severity', { match: { severity_in: ['high', 'critical'] } }, 'severity is high'],
    ['little SLA time', { match: { sla_minutes_remaining_lt: 61 } }, 'less than 61 minutes of SLA remain'],
    ['its tags', { match: { policy_tags: ['cash'] } }, 'policy tags cash are there'],
    ['its condition', { when: "rawPayload.desk == 'FI'" }, 'rawPayload.desk == "FI"'],
    ['the SLA in its condition', { when: 'sla_minutes_remaining == 60' }, 'sla_minutes_remaining == 60'],
  ])('%s', (_case, overrides, why) => {
    const { playbook, candidates } = match([aPlaybook(overrides)]);

    expect(playbook?.name).toBe('playbook');
    expect(candidates).toEqual([
      { playbook_id: 1, name: 'playbook', version: 1, matched: true, why: expect.arrayContaining([why]) },
    ]);
  });
});

describe('a playbook does not match, and says why', () => {
  it.each<[Partial<PackPlaybook>, Partial<MatchFacts>, string]>([
    [{ match: { domain: 'Claims' } }, {}, 'domain is Trading, not Claims'],
    [{ match: { exception_type: 'POSITION_BREAK' } }, {}, 'exception_type CASH_BREAK is not POSITION_BREAK'],
    [{ match: { severity_in: ['low'] } }, {}, 'severity high is not among low'],
    [{ match: { severity_in: ['low'] } }, { severity: null }, 'severity unknown is not among low'],
    [{ match: { sla_minutes_remaining_lt: 60 } }, {}, '60 minutes of SLA remain, not less than 60'],
    [
      { match: { sla_minutes_remaining_lt: 60 } },
      { slaDeadline: null },
      'no SLA applies, but the playbook requires less than 60 minutes of one to remain',
    ],
    [{ match: { policy_tags: ['cash', 'urgent'] } }, {}, 'policy tag urgent is missing'],
    [{ when: 'amount > 1e6' }, {}, 'amount > 1000000.0 is false'],
    [{ when: "rawPayload.impact == 'ECONOMIC'" }, {}, 'rawPayload.impact is absent'],
  ])('%j with %j', (overrides, facts, why) => {
    const { playbook, candidates } = match([aPlaybook(overrides)], facts);

    expect(playbook).toBeNull();
    expect(candidates).toMatchObject([{ matched: false, why: [why] }]);
  });
});

describe('of several that match', () => {
  it('the highest priority runs, and the others are still accounted for', () => {
    const { playbook, candidates } = match([
      aPlaybook({ name: 'usual' }),
      aPlaybook({ name: 'urgent', priority: 10 }),
      aPlaybook({ name: 'other', priority: 20, match: { exception_type: 'POSITION_BREAK' } }),
    ]);

    expect(playbook?.name).toBe('urgent');
    expect(candidates.map(({ name, matched }) => [name, matched])).toEqual([
      ['other', false],
      ['urgent', true],
      ['usual', true],
    ]);
  });

  it('the newest version runs, then the highest id', () => {
    const stored = { conditions: { match: {}, priority: 0 }, steps: [] };
    const config = compileDomainConfig({
      tenantId: 'TENANT_A',
      domain: 'Trading',
      domainPackVersion: 1,
      policyPackVersion: null,
      domainPack: aDomainPack(),
      tenantPack: null,
      playbooks: [
        { ...stored, playbookId: 9, version: 1, name: 'old' },
        { ...stored, playbookId: 7, version: 2, name: 'new' },
        { ...stored, playbookId: 8, version: 2, name: 'newer' },
      ],
      tools: [],
    });

    expect(matchPlaybook(config, FACTS, NOW).playbook?.name).toBe('newer');
  });

  it('lists fifty candidates, the chosen one among them', () => {
    const others = Array.from({ length: 80 }, (_, index) =>
      aPlaybook({ name: `other ${index}`, priority: 1, match: { exception_type: 'POSITION_BREAK' } }),
    );
    const { playbook, candidates } = match([...others, aPlaybook({ name: 'chosen' })]);

    expect(playbook?.name).toBe('chosen');
    expect(candidates).toHaveLength(50);
    expect(candidates.at(-1)).toMatchObject({ name: 'chosen', matched: true });
  });
});

it('explains every condition of each candidate', () => {
  const playbooks = [
    aPlaybook({
      name: 'urgent',
      priority: 5,
      match: { domain: 'Trading', severity_in: ['critical'] },
      when: 'amount > 1e6',
    }),
    aPlaybook({ name: 'usual', match: { exception_type: 'CASH_BREAK' } }),
  ];

  const { playbook, candidates } = explainMatch(aDomainConfig({ pack: { playbooks } }), FACTS, NOW);

  expect(playbook?.name).toBe('usual');
  expect(candidates).toEqual([
    {
      playbook_id: 1,
      name: 'urgent',
      version: 1,
      priority: 5,
      matched: false,
      why: ['domain is Trading'],
      why_not: ['severity high is not among critical', 'amount > 1000000.0 is false'],
    },
    {
      playbook_id: 2,
      name: 'usual',
      version: 1,
      priority: 0,
      matched: true,
      why: ['exception_type CASH_BREAK is CASH_BREAK'],
      why_not: [],
    },
  ]);
});

describe('a match that reads an unreadable field is undecided', () => {
  const open = { fact: 'severity', rule: 'large', reason: 'amount cannot be read' } as const;
  const unreadable = [{ field: 'amount' as const, path: '$.amount', reason: 'is not an amount' }];
  const late = [{ field: 'occurred_at' as const, path: '$.at', reason: 'is no day there is' }];

  it.each<[string, Partial<PackPlaybook>, Partial<MatchFacts>, string]>([
    ['its condition', { when: 'amount > 1' }, { amount: null, unreadable }, 'amount cannot be read'],
    ['its severity', { match: { severity_in: ['high'] } }, { undecided: [open] }, 'severity is undecided'],
    [
      'what is left of its SLA',
      { match: { sla_minutes_remaining_lt: 90 } },
      { unreadable: late },
      'occurred_at cannot',
    ],
    [
      'its type',
      { match: { exception_type: 'CASH_BREAK' } },
      { undecided: [{ ...open, fact: 'type' }] },
      'type is undecided',
    ],
    ['its tags', { match: { policy_tags: ['cash'] } }, { undecided: [{ ...open, fact: 'type' }] }, 'type is undecided'],
  ])('%s', (_case, overrides, facts, reason) => {
    const result = match(
      [aPlaybook({ name: 'first', priority: 2, ...overrides }), aPlaybook({ name: 'second' })],
      facts,
    );

    expect(result.playbook).toBeNull();
    expect(result.undecided).toMatchObject({
      playbook: { name: 'first' },
      reason: expect.stringContaining(reason),
    });
    expect(result.candidates[0]).toMatchObject({ matched: false, why: [expect.stringContaining('undecided: ')] });
  });

  it.each<[string, Partial<PackPlaybook>]>([
    [
      'what does not fit otherwise is not asked about',
      { match: { exception_type: 'POSITION_BREAK' }, when: 'amount > 1' },
    ],
    ['a lower one that is undecided does not matter', { when: 'amount > 1', priority: -1 }],
  ])('but %s', (_case, overrides) => {
    const facts = { amount: null, unreadable };

    expect(match([aPlaybook({ name: 'open', ...overrides }), aPlaybook({ name: 'sure' })], facts)).toMatchObject({
      playbook: { name: 'sure' },
      undecided: null,
    });
  });

  it('is shown in the explanation for people', () => {
    const config = aDomainConfig({ pack: { playbooks: [aPlaybook({ when: 'amount > 1' })] } });

    expect(explainMatch(config, { ...FACTS, amount: null, unreadable }, NOW)).toMatchObject({
      playbook: null,
      candidates: [
        { matched: false, why_not: [expect.stringContaining('undecided: amount > 1: amount cannot be read')] },
      ],
    });
  });
});
