import { aDomainConfig } from '../testing/domain-config.builder.ts';
import { NOW, anException } from '../testing/exception.builder.ts';
import { changeSeverity } from './severity-change.ts';

const config = aDomainConfig({ tenant: { sla_overrides: { by_severity: { critical: 30 } } } });
const happened = new Date('2026-11-20T11:00:00.000Z');

const aLowOne = anException().with({ occurredAt: happened, severity: 'low' });

it('takes the SLA of the new severity, from when the exception happened', () => {
  const { patch, sla } = changeSeverity(aLowOne.ofType('POSITION_BREAK').build(), config, 'critical', NOW);

  expect(sla).toMatchObject({ minutes: 30, deadline: new Date('2026-11-20T11:30:00.000Z') });
  expect(patch).toMatchObject({
    severity: 'critical',
    slaDeadline: sla?.deadline,
    slaState: 'running',
    milestones: { severity_set_at: NOW.toISOString() },
  });
});

it('leaves the clock alone where the deadline stays', () => {
  const deadline = new Date('2026-11-20T13:00:00.000Z');
  const { patch } = changeSeverity(aLowOne.ofType('CASH_BREAK').dueAt(deadline).build(), config, 'high', NOW);

  expect(patch).not.toHaveProperty('slaState');
  expect(patch.slaDeadline).toEqual(deadline);
});

it('stops the clock where no SLA applies', () => {
  const { patch, sla } = changeSeverity(aLowOne.ofType('POSITION_BREAK').dueAt(NOW).build(), config, 'high', NOW);

  expect(sla).toBeNull();
  expect(patch).toMatchObject({ slaDeadline: null, slaState: 'none', slaNextAt: null });
});
