import { anException, decided } from '@sentinai/domain/testing';
import { slaClock } from './sla-clock.ts';

const at = (time: string) => new Date(`2026-11-20T${time}.000Z`);
const DEADLINE = at('13:00:00');
const running = anException().withSeverity('high').dueAt(DEADLINE);
const at80Percent = at('12:40:00');

const tickOf = (exception: typeof running, now: Date) => decided(slaClock.tick(exception.build(), now));

it('warns once most of the time is gone, and looks again at the deadline', () => {
  const { types, data, patch } = tickOf(running, at80Percent);

  expect(types).toEqual(['SLAImminent']);
  expect(data('SLAImminent')).toEqual({
    sla_deadline: DEADLINE.toISOString(),
    severity: 'high',
    minutes_remaining: 20,
  });
  expect(patch).toEqual({ slaState: 'imminent', slaNextAt: DEADLINE });
});

it.each([
  ['at the deadline', DEADLINE, 0],
  ['after it', at('13:01:30'), 1.5],
])('alarms %s', (_case, now, overdue) => {
  const { types, data, patch } = tickOf(running.with({ slaState: 'imminent' }), now);

  expect(types).toEqual(['SLAExpired']);
  expect(JSON.parse(JSON.stringify(data('SLAExpired')))).toEqual({
    sla_deadline: DEADLINE.toISOString(),
    severity: 'high',
    minutes_overdue: overdue,
  });
  expect(patch).toEqual({ slaState: 'expired', slaNextAt: null });
});

it('gives both, in order, to an exception found only after its deadline', () => {
  const { types, data, patch } = tickOf(running, at('13:10:00'));

  expect(types).toEqual(['SLAImminent', 'SLAExpired']);
  expect(data('SLAImminent')).toMatchObject({ minutes_remaining: -10 });
  expect(data('SLAExpired')).toMatchObject({ minutes_overdue: 10 });
  expect(patch).toEqual({ slaState: 'expired', slaNextAt: null });
});

it.each([
  ['resolved', running.withStatus('resolved')],
  ['without an SLA', running.with({ slaDeadline: null })],
  ['whose alarm was given', running.with({ slaState: 'expired' })],
  ['whose SLA was met', running.with({ slaState: 'met' })],
])('says nothing of an exception %s, and stops looking', (_case, exception) => {
  expect(slaClock.tick(exception.build(), at('14:00:00'))).toEqual({ patch: { slaNextAt: null }, events: [] });
});

it('does not warn twice for one deadline', () => {
  const warned = running.with(tickOf(running, at80Percent).patch);

  expect(tickOf(warned, at('12:59:59')).types).toEqual([]);
  const expired = warned.with(tickOf(warned, DEADLINE).patch);
  expect(tickOf(expired, at('15:00:00')).types).toEqual([]);
});

describe('an exception that arrived after its deadline', () => {
  const late = running.with({ createdAt: at('15:00:00'), updatedAt: at('15:00:10'), eventsInFlight: 0 });

  it('is given its alarms once it has been quiet for a minute', () => {
    expect(slaClock.tick(late.build(), at('15:01:05'))).toEqual({ patch: { slaNextAt: at('15:01:10') }, events: [] });
    expect(tickOf(late, at('15:01:10')).types).toEqual(['SLAImminent', 'SLAExpired']);
  });

  it('waits while the pipeline still has events of it to process', () => {
    const busy = late.with({ eventsInFlight: 2 });

    expect(slaClock.tick(busy.build(), at('15:30:00'))).toEqual({ patch: { slaNextAt: at('15:31:00') }, events: [] });
  });
});
