import { aSourceItem, anEvent } from '../testing/event.builder.ts';
import { NOW } from '../testing/exception.builder.ts';
import { openCase } from './open-case.ts';

const identity = { tenantId: 'TENANT_A', exceptionId: 'EX-1' };

it("opens a case with the source's facts, and nothing decided", () => {
  const record = openCase(identity, aSourceItem({ entity: 'A', amount: 7, title: 'T', raw_payload: { a: 1 } }), NOW);

  expect(record).toMatchObject({
    ...identity,
    type: 'UNCLASSIFIED',
    severity: 'medium',
    status: 'open',
    stage: 'ingested',
    entity: 'A',
    amount: 7,
    title: 'T',
    payload: { a: 1 },
    occurredAt: new Date('2026-11-20T11:00:00.000Z'),
    slaState: 'none',
    policy: null,
    milestones: { ingested_at: NOW.toISOString() },
    createdAt: NOW,
    eventCount: 0,
    eventsInFlight: 0,
  });
});

it('keeps the type a source names', () => {
  expect(openCase(identity, aSourceItem({ exception_type: 'CASH_BREAK' }), NOW).type).toBe('CASH_BREAK');
});

it('takes nothing but the ids from what identifies it', () => {
  const event = anEvent('ExceptionIngested', aSourceItem({ raw_payload: { secret: 1 } }));

  expect(openCase(event, aSourceItem(), NOW)).toEqual(openCase(identity, aSourceItem(), NOW));
});
