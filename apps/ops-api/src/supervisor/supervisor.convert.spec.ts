import { LOOKED_THROUGH } from '@sentinai/persistence';
import { toSupervisorView } from './supervisor.convert.ts';
import type { UnresolvedCount } from './supervisor.queries.ts';

const aCount = (fields: Partial<UnresolvedCount> = {}): UnresolvedCount => ({
  status: 'open',
  severity: 'low',
  domain: 'Trading',
  owner: null,
  slaState: 'none',
  band: 0,
  exceptions: 1,
  ...fields,
});

const view = (...unresolved: UnresolvedCount[]) =>
  toSupervisorView({
    tenantId: 'TENANT_A',
    asOf: new Date('2026-11-20T12:00:00.000Z'),
    unresolved,
    newest: { exceptions: 9, resolved: 4, slaMet: 3, slaMissed: 1 },
  });

it('has a count for every word, 0 where there is nothing', () => {
  expect(view()).toEqual({
    tenant_id: 'TENANT_A',
    as_of: '2026-11-20T12:00:00.000Z',
    unresolved: 0,
    unresolved_is_exact: true,
    by_status: { open: 0, analyzing: 0, escalated: 0 },
    by_severity: { low: 0, medium: 0, high: 0, critical: 0 },
    by_sla_state: { none: 0, running: 0, imminent: 0, expired: 0, met: 0, missed: 0 },
    by_age: { '1h': 0, '4h': 0, '1d': 0, '3d': 0, '7d': 0, older: 0 },
    by_domain: [],
    by_owner: [],
    newest: { exceptions: 9, resolved: 4, sla_met: 3, sla_missed: 1 },
  });
});

it('adds up what combinations have in common, the most first', () => {
  const counted = view(
    aCount({ owner: 'ann', exceptions: 2 }),
    aCount({ status: 'escalated', severity: 'high', band: 5, exceptions: 3 }),
    aCount({ owner: 'ann', domain: 'Claims', slaState: 'expired', exceptions: 4 }),
  );

  expect(counted).toMatchObject({
    unresolved: 9,
    by_status: { open: 6, escalated: 3 },
    by_severity: { low: 6, high: 3 },
    by_sla_state: { none: 5, expired: 4 },
    by_age: { '1h': 6, older: 3 },
    by_domain: [
      { domain: 'Trading', exceptions: 5 },
      { domain: 'Claims', exceptions: 4 },
    ],
    by_owner: [
      { owner: 'ann', exceptions: 6 },
      { owner: null, exceptions: 3 },
    ],
  });
});

it('says when there are more than it counted', () => {
  expect(view(aCount({ exceptions: LOOKED_THROUGH + 1 }))).toMatchObject({
    unresolved: LOOKED_THROUGH,
    unresolved_is_exact: false,
  });
});
