import { ExceptionResolved, TriageCompleted } from '@sentinai/contracts';
import type { Decision } from '@sentinai/domain';
import { NOW, anException } from '@sentinai/domain/testing';
import { type Cause, type Decider, applyDecision, consumers } from './case-ledger.ts';

const CAUSE: Cause = { id: '0b7e6a52-1f3c-4d7e-9a11-5c2d8f4e6b01', correlationId: 'EX-1', isEvent: true };
const OTHER_CAUSE: Cause = { ...CAUSE, id: '0b7e6a52-1f3c-4d7e-9a11-5c2d8f4e6b02' };
const DECIDER: Decider = { source: '/sentinai/test', actor: { type: 'agent', id: 'test' }, now: NOW };

const resolved = { resolved_at: NOW.toISOString(), resolved_by: 'test', resolution: 'done' };
const reopened = { type: 'ExceptionReopened', data: { reopened_by: 'test', reason: 'again' } };
const TWO_EVENTS: Decision = { events: [{ type: ExceptionResolved.type, data: resolved }, reopened] };

const record = anException().with({ eventCount: 7, eventsInFlight: 1 }).build();
const idsOf = (decision: Decision, cause = CAUSE) =>
  applyDecision(record, decision, cause, DECIDER).events.map(({ eventId }) => eventId);

describe('ids', () => {
  it('are the same for the same cause and the same decision', () => {
    expect(idsOf(TWO_EVENTS)).toEqual(idsOf(TWO_EVENTS));
  });

  it('differ between causes, between events, and between two events of one type', () => {
    const twice: Decision = { events: [reopened, reopened] };

    expect(new Set([...idsOf(TWO_EVENTS), ...idsOf(TWO_EVENTS, OTHER_CAUSE)]).size).toBe(4);
    expect(new Set(idsOf(twice)).size).toBe(2);
  });
});

describe('events', () => {
  it('continue the timeline without a gap', () => {
    const applied = applyDecision(record, TWO_EVENTS, CAUSE, DECIDER);

    expect(applied.events.map(({ sequence }) => sequence)).toEqual([8, 9]);
    expect(applied.record.eventCount).toBe(9);
  });

  it('say who decided, when and why', () => {
    const [event] = applyDecision(record, TWO_EVENTS, CAUSE, DECIDER).events;

    expect(event).toMatchObject({
      tenantId: 'TENANT_A',
      exceptionId: 'EX-1',
      eventType: 'ExceptionResolved',
      schemaVersion: 1,
      source: '/sentinai/test',
      actor: { type: 'agent', id: 'test' },
      correlationId: 'EX-1',
      causationId: CAUSE.id,
      payloadJson: JSON.stringify(resolved),
      createdAt: NOW,
    });
  });

  it('may name another actor', () => {
    const byPerson: Decision = { events: [{ ...reopened, actor: { type: 'user', id: 'ann' } }] };

    expect(applyDecision(record, byPerson, CAUSE, DECIDER).events[0]?.actor).toEqual({ type: 'user', id: 'ann' });
  });

  it('of a request or a timer have no causing event', () => {
    const applied = applyDecision(record, TWO_EVENTS, { ...CAUSE, isEvent: false }, DECIDER);

    expect(applied.events.map(({ causationId }) => causationId)).toEqual([null, null]);
  });
});

describe('what is in flight', () => {
  it('grows by the workers that consume what was emitted', () => {
    // feedback consumes ExceptionResolved, no worker of the pipeline ExceptionReopened
    expect(applyDecision(record, TWO_EVENTS, CAUSE, DECIDER).record.eventsInFlight).toBe(2);
  });

  it('is unchanged by events that are unconsumed or undeclared', () => {
    expect([consumers(TriageCompleted.type), consumers('ExceptionReopened'), consumers('Unknown')]).toEqual([1, 0, 0]);
  });
});

describe('the record', () => {
  it('is patched, its stage derived, and the one before left alone', () => {
    const before = structuredClone(record);

    const applied = applyDecision(record, { patch: { status: 'resolved', owner: 'ann' }, events: [] }, CAUSE, DECIDER);

    expect(applied.record).toMatchObject({ status: 'resolved', owner: 'ann', stage: 'finished', updatedAt: NOW });
    expect(record).toEqual(before);
  });

  it('stays as it is when there is nothing to do, but for the time', () => {
    expect(applyDecision(record, { events: [] }, CAUSE, DECIDER)).toEqual({
      record: { ...record, updatedAt: NOW },
      events: [],
    });
  });
});

describe('a decision is refused as a whole', () => {
  it.each<[string, Decision, string]>([
    ['with an event nobody declared', { events: [reopened, { type: 'Surprise', data: {} }] }, 'unknown_event'],
    ['with data that does not fit', { events: [reopened, { type: 'ExceptionResolved', data: {} }] }, 'invalid_event'],
  ])('%s', (_case, decision, code) => {
    expect(() => applyDecision(record, decision, CAUSE, DECIDER)).toThrow(expect.objectContaining({ code }));
  });
});
