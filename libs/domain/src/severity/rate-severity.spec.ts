import { aDomainConfig } from '../testing/domain-config.builder.ts';
import { compareSeverity, rateSeverity } from './rate-severity.ts';

const RULES = [
  { name: 'any break', when: "exceptionType == 'CASH_BREAK'", severity: 'medium' },
  { name: 'large', when: 'amount > 1e6', severity: 'critical' },
  { when: 'amount > 1000', severity: 'high' },
] as const;

describe('rateSeverity', () => {
  it('takes the highest of the rules that match, and says what each answered', () => {
    const config = aDomainConfig({ pack: { severity_rules: [...RULES] } });

    expect(rateSeverity(config, { type: 'CASH_BREAK', amount: 5000 })).toEqual({
      severity: 'high',
      matchedRules: [
        { rule: 'any break', outcome: 'medium' },
        { rule: 'large', outcome: 'amount > 1000000.0 is false' },
        { rule: 'amount > 1000', outcome: 'high' },
      ],
      defaulted: false,
      undecided: [],
    });
  });

  it("takes the tenant's override before any rule", () => {
    const config = aDomainConfig({
      pack: { severity_rules: [...RULES] },
      tenant: { severity_overrides: [{ exception_type: 'CASH_BREAK', severity: 'low' }] },
    });

    expect(rateSeverity(config, { type: 'CASH_BREAK', amount: 5e6 })).toEqual({
      severity: 'low',
      matchedRules: [{ rule: 'tenant override for CASH_BREAK', outcome: 'low' }],
      defaulted: false,
      undecided: [],
    });
    expect(rateSeverity(config, { type: 'POSITION_BREAK', amount: 5e6 }).severity).toBe('critical');
  });

  it.each([
    ['CASH_BREAK', 'low'],
    ['POSITION_BREAK', 'medium'],
    ['UNKNOWN', 'medium'],
  ])('falls back to what the pack says of %s, or to medium', (type, severity) => {
    expect(rateSeverity(aDomainConfig(), { type })).toMatchObject({ severity, defaulted: true });
  });

  it('counts a rule that fails as one that does not match', () => {
    const config = aDomainConfig({
      pack: { severity_rules: [{ when: 'rawPayload.impact > 1', severity: 'critical' }] },
    });

    expect(rateSeverity(config, { type: 'POSITION_BREAK', rawPayload: { impact: 'big' } })).toMatchObject({
      severity: 'medium',
      matchedRules: [{ rule: 'rawPayload.impact > 1', outcome: expect.stringContaining('no such overload') }],
    });
  });

  it('tries every rule, and lists fifty', () => {
    const severity_rules = Array.from({ length: 60 }, (_, index) => ({
      when: `amount > ${index}`,
      severity: index === 59 ? ('critical' as const) : ('low' as const),
    }));
    const rating = rateSeverity(aDomainConfig({ pack: { severity_rules } }), { type: 'CASH_BREAK', amount: 100 });

    expect(rating.severity).toBe('critical');
    expect(rating.matchedRules).toHaveLength(50);
  });

  it('orders severities', () => {
    expect((['high', 'low', 'critical', 'medium'] as const).toSorted(compareSeverity)).toEqual([
      'low',
      'medium',
      'high',
      'critical',
    ]);
  });
});

describe('a severity rule that reads an unreadable field', () => {
  const unreadable = [{ field: 'amount' as const, path: '$.amount', reason: 'is not written as an amount' }];
  const reason = 'amount > 1000000.0: amount cannot be read ($.amount: is not written as an amount)';
  const rate = (
    type: string,
    rules: { name?: string; when: string; severity: 'low' | 'medium' | 'high' | 'critical' }[],
  ) => rateSeverity(aDomainConfig({ pack: { severity_rules: rules } }), { type, amount: null, unreadable });

  it('gives no severity and is reported', () => {
    const rated = rate('CASH_BREAK', [...RULES]);

    expect(rated).toMatchObject({ severity: 'medium', defaulted: false });
    expect(rated.matchedRules[1]).toEqual({ rule: 'large', outcome: `undecided: ${reason}` });
    expect(rated.undecided).toEqual([
      { fact: 'severity', rule: 'large', reason },
      { fact: 'severity', rule: 'amount > 1000', reason: expect.stringContaining('amount cannot be read') },
    ]);
  });

  it.each([
    ['a higher one is given already', [{ when: "exceptionType == 'CASH_BREAK'", severity: 'critical' }, RULES[2]], 0],
    ['it would give the same', [{ when: "exceptionType == 'CASH_BREAK'", severity: 'high' }, RULES[2]], 0],
    ['it would give what the type has by default', [{ when: 'amount > 1', severity: 'low' }], 0],
    ['it would give less than the default', [{ when: 'amount < 1', severity: 'medium' }], 1],
    [
      'another part of it is false',
      [{ when: "amount > 1 && exceptionType == 'POSITION_BREAK'", severity: 'critical' }],
      0,
    ],
    ['another part of it is true', [{ when: "amount > 1 || exceptionType == 'CASH_BREAK'", severity: 'critical' }], 0],
  ] as const)('leaves the severity open or not: %s', (_case, rules, open) => {
    expect(rate('CASH_BREAK', [...rules]).undecided).toHaveLength(open);
  });
});
