import { aDomainConfig, type Packs } from '../testing/domain-config.builder.ts';
import type { DomainConfig } from '../packs/tenant-config.ts';
import { slaClock, slaMinutes, type SlaTerm } from './sla.ts';
import { compileWorkingTime } from './working-time.ts';

const DOMAIN = { sla: { by_type: { POSITION_BREAK: 60 }, by_severity: { critical: 30, low: 1000 } } };

describe('slaMinutes: by type, then severity, tenant over domain', () => {
  const cases: [string, Packs, string, SlaTerm | null][] = [
    [
      "the tenant's type goes first",
      {
        pack: DOMAIN,
        tenant: { sla_overrides: { by_type: { POSITION_BREAK: 5 }, by_severity: { critical: 7 } } },
      },
      'POSITION_BREAK',
      { minutes: 5, rule: 'tenant sla by type POSITION_BREAK' },
    ],
    [
      "the tenant's severity goes before the domain's type",
      { pack: DOMAIN, tenant: { sla_overrides: { by_severity: { critical: 7 } } } },
      'POSITION_BREAK',
      { minutes: 7, rule: 'tenant sla by severity critical' },
    ],
    [
      "the domain's type goes before its severity",
      { pack: DOMAIN, tenant: { sla_overrides: { by_severity: { low: 7 } } } },
      'POSITION_BREAK',
      { minutes: 60, rule: 'domain sla by type POSITION_BREAK' },
    ],
    ['a type may carry its own', {}, 'CASH_BREAK', { minutes: 120, rule: 'domain sla by type CASH_BREAK' }],
    [
      "the table goes before the type's own",
      { pack: { sla: { by_type: { CASH_BREAK: 9 } } } },
      'CASH_BREAK',
      { minutes: 9, rule: 'domain sla by type CASH_BREAK' },
    ],
    [
      "the domain's severity is last",
      { pack: DOMAIN },
      'SETTLEMENT_FAIL',
      { minutes: 30, rule: 'domain sla by severity critical' },
    ],
    ['where nothing is said, no SLA applies', {}, 'SETTLEMENT_FAIL', null],
    ['a name every object inherits has no SLA', {}, 'constructor', null],
  ];

  it.each(cases)('%s', (_case, packs, type, expected) => {
    expect(slaMinutes(aDomainConfig(packs), type, 'critical')).toEqual(expected);
  });
});

describe('slaClock', () => {
  const config = aDomainConfig({ pack: { sla: { by_severity: { critical: 100, low: 100 } } } });
  const friday = new Date('2026-11-20T16:00:00Z');
  const workingTime = compileWorkingTime(
    { week: { mon: [['09:00', '17:00']], fri: [['09:00', '17:00']] }, holidays: [], around_the_clock: ['critical'] },
    'UTC',
  );
  const atWork: DomainConfig = { ...config, policy: { ...config.policy, workingTime } };

  it('is imminent after four fifths of its time', () => {
    expect(slaClock(config, 'SETTLEMENT_FAIL', 'low', friday)).toMatchObject({
      minutes: 100,
      deadline: new Date('2026-11-20T17:40:00Z'),
      imminentAt: new Date('2026-11-20T17:20:00Z'),
    });
  });

  it('runs during working hours, and pauses in between', () => {
    expect(slaClock(atWork, 'SETTLEMENT_FAIL', 'low', friday)).toMatchObject({
      deadline: new Date('2026-11-23T09:40:00Z'),
      imminentAt: new Date('2026-11-23T09:20:00Z'),
    });
  });

  it('runs around the clock for the severities that the calendar names', () => {
    expect(slaClock(atWork, 'SETTLEMENT_FAIL', 'critical', friday)).toMatchObject({
      deadline: new Date('2026-11-20T17:40:00Z'),
    });
  });

  it('uses real time, also for the warning, where the calendar opens too rarely', () => {
    const seldom = compileWorkingTime({ week: { mon: [['09:00', '09:01']] }, holidays: [] }, 'UTC');
    const long = aDomainConfig({ pack: { sla: { by_severity: { low: 10_000 } } } });
    const rare: DomainConfig = { ...long, policy: { ...long.policy, workingTime: seldom } };
    const clock = slaClock(rare, 'SETTLEMENT_FAIL', 'low', friday);

    expect(clock?.deadline).toEqual(new Date(friday.getTime() + 10_000 * 60_000));
    expect(Number(clock?.imminentAt)).toBeLessThanOrEqual(Number(clock?.deadline));
  });

  it('is none where no SLA applies', () => {
    expect(slaClock(aDomainConfig({}), 'SETTLEMENT_FAIL', 'low', friday)).toBeNull();
  });
});
