import { admitUnderBacklog, backlogRetryAfterMs } from './backlog-admission.ts';

const at = (events: number) => ({ events, ceiling: 1_000 });
const FLOODING = { own: 5_000, all: 5_050, tenants: 2 };
const QUIET = { own: 50, all: 5_050, tenants: 2 };
const NEW = { own: 0, all: 5_050, tenants: 2 };

describe('admission under a backlog', () => {
  it.each([FLOODING, QUIET, NEW])('lets everybody in below the ceiling', (share) => {
    expect(admitUnderBacklog(at(999), () => share)).toBe('admitted');
  });

  it('above it, refuses only tenants with more than a fair share', () => {
    expect(admitUnderBacklog(at(1_000), () => FLOODING)).toBe('over_share');
    expect(admitUnderBacklog(at(1_000), () => QUIET)).toBe('admitted');
    expect(admitUnderBacklog(at(1_999), () => NEW)).toBe('admitted');
  });

  it('admits tenants that share evenly', () => {
    expect(admitUnderBacklog(at(1_500), () => ({ own: 100, all: 300, tenants: 3 }))).toBe('admitted');
  });

  it('admits a single tenant: it takes nothing from anybody', () => {
    expect(admitUnderBacklog(at(1_500), () => ({ own: 9_000, all: 9_000, tenants: 1 }))).toBe('admitted');
  });

  it.each([FLOODING, QUIET, NEW])('refuses everybody from twice the ceiling on', (share) => {
    expect(admitUnderBacklog(at(2_000), () => share)).toBe('over_ceiling');
  });

  it('refuses nobody without a ceiling', () => {
    expect(admitUnderBacklog({ events: 1e9, ceiling: 0 }, () => FLOODING)).toBe('admitted');
  });
});

describe('when to retry', () => {
  it.each([
    ['the excess at the speed it falls', 3_000, 500, 4_000],
    ['a second at least', 1_001, 5_000, 1_000],
    ['half a minute at most', 100_000, 10, 30_000],
    ['a while when it grows', 3_000, -100, 5_000],
  ])('is %s', (_what, events, fall, ms) => {
    expect(backlogRetryAfterMs(at(events), fall)).toBe(ms);
  });
});
