import { type EventEnvelope, ExceptionNormalized } from '@sentinai/contracts';
import type { Decision, ExceptionRecord } from '@sentinai/domain';
import { NOW, anException } from '@sentinai/domain/testing';
import { type DeadLetter, exceptionKey } from '@sentinai/persistence';
import { RetryableError } from '../agent/errors.ts';
import { settledRecord } from '../retries/kept-record.ts';
import { CaseBatch, type PostponedAttempt } from './case-batch.ts';
import type { ReceivedRecord } from './received-batch.ts';

const DECIDER = { source: '/sentinai/test', actor: { type: 'agent', id: 'test' }, now: NOW } as const;

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
let events = 0;

/** A batch treats an event according to its envelope only. */
const anArrival = (envelope: Partial<EventEnvelope> = {}): EventEnvelope => ({
  id: idOf((events += 1)),
  type: ExceptionNormalized.type,
  source: '/sentinai/intake',
  time: '2026-11-20T11:00:00.000Z',
  tenantId: 'TENANT_A',
  exceptionId: 'EX-1',
  correlationId: 'EX-1',
  schemaVersion: 1,
  sequence: 2,
  data: {},
  ...envelope,
});

const aReceived = ({ id }: EventEnvelope): ReceivedRecord => ({
  topic: 'exceptions.normalized',
  partition: 0,
  message: {
    key: null,
    value: Buffer.from('{"name":"as it came"}'),
    headers: { ce_id: id, other: 'x' },
    offset: '7',
    timestamp: '0',
    attributes: 0,
  },
});

const aBatch = (...records: ExceptionRecord[]) =>
  new CaseBatch(new Map(records.map((record) => [exceptionKey(record), record])), DECIDER);

const stored = (exceptionId = 'EX-1') =>
  anException()
    .with({ exceptionId, eventCount: 2, eventsInFlight: 2, updatedAt: new Date(0) })
    .build();

const titled = (title: string): Decision => ({
  patch: { title },
  events: [{ type: 'ExceptionReopened', data: { reopened_by: 'test', reason: title } }],
});

const aLetter = (fields: Partial<DeadLetter> = {}): DeadLetter => ({
  tenantId: 'TENANT_A',
  exceptionId: 'EX-1',
  consumer: 'triage',
  topic: 'exceptions.normalized',
  partition: 0,
  offset: '7',
  eventId: idOf(1),
  eventType: 'ExceptionNormalized',
  key: 'TENANT_A:EX-1',
  headers: {},
  payload: null,
  errorCode: 'decision_failed',
  error: 'cannot read',
  fingerprint: 'f',
  attempts: 1,
  configVersions: {},
  ...fields,
});

describe('several events of one case', () => {
  it('are folded in their order', () => {
    const batch = aBatch(stored());
    for (const title of ['one', 'two', 'three']) {
      const event = anArrival();
      batch.decide(event, titled(`${batch.find(event)?.title ?? ''}>${title}`));
    }

    expect(batch.find(anArrival())).toMatchObject({ title: '>one>two>three', eventCount: 5 });
    expect(batch.events.map(({ sequence }) => sequence)).toEqual([3, 4, 5]);
    expect(batch.processed.map(({ firstSequence, lastSequence }) => [firstSequence, lastSequence])).toEqual([
      [3, 3],
      [4, 4],
      [5, 5],
    ]);
  });

  it('leave other cases alone', () => {
    const batch = aBatch(stored('EX-1'), stored('EX-2'), stored('EX-3'));
    batch.decide(anArrival({ exceptionId: 'EX-2' }), titled('two'));

    expect(batch.changed().map(({ record }) => record.exceptionId)).toEqual(['EX-2']);
    expect(batch.inserted()).toEqual([]);
  });
});

describe('an event that was processed', () => {
  it('is no longer in flight', () => {
    const batch = aBatch(stored());
    batch.decide(anArrival(), { events: [] });

    expect(batch.find(anArrival())).toMatchObject({ eventsInFlight: 1 });
    expect(batch.processed).toMatchObject([{ status: 'processed', firstSequence: null, lastSequence: null }]);
  });

  it('keeps its own time in the inbox, so that a late duplicate is found', () => {
    const batch = aBatch(stored());
    batch.decide(anArrival(), { events: [] });

    expect(batch.processed[0]).toMatchObject({ eventTime: new Date('2026-11-20T11:00:00.000Z'), processedAt: NOW });
  });
});

describe('a change', () => {
  it('contains the case as locked, so that only changes are written', () => {
    const batch = aBatch(stored('EX-1'), stored('EX-2'));
    batch.decide(anArrival(), titled('one'));
    batch.decide(anArrival({ exceptionId: 'EX-2' }), { patch: { payload: { v: 2 } }, events: [] });

    expect(batch.changed().map(({ before, record }) => before.payload === record.payload)).toEqual([true, false]);
  });
});

describe('a decision that is not valid', () => {
  it('is refused, and the case stays as it was', () => {
    const batch = aBatch(stored());

    expect(() =>
      batch.decide(anArrival(), { patch: { title: 'x' }, events: [{ type: 'Surprise', data: {} }] }),
    ).toThrow();

    expect(batch.find(anArrival())).toEqual(stored());
    expect([batch.events, batch.arrived, batch.processed, batch.changed()]).toEqual([[], [], [], []]);
  });
});

describe('a dead-lettered event', () => {
  it('is recorded in the timeline of its case, which continues', () => {
    const batch = aBatch(stored());
    batch.setAside(anArrival(), aLetter());
    batch.decide(anArrival(), titled('next'));

    expect(batch.events.map(({ sequence, eventType }) => [sequence, eventType])).toEqual([
      [3, 'DeadLettered'],
      [4, 'ExceptionReopened'],
    ]);
    expect(batch.find(anArrival())).toMatchObject({ title: 'next', eventsInFlight: 0 });
    expect(batch.deadLetters).toHaveLength(1);
    expect(batch.processed.map(({ status }) => status)).toEqual(['dead_lettered', 'processed']);
  });

  it('is recorded without a timeline when there is no case', () => {
    const batch = aBatch();
    batch.setAside(anArrival(), aLetter());

    expect(batch.events).toEqual([]);
    expect(batch.processed).toMatchObject([{ status: 'dead_lettered', firstSequence: null }]);
  });
});

describe('an event of another producer', () => {
  const foreign = () => anArrival({ sequence: undefined, source: '/elsewhere', data: { any: 1 } });

  it('gets its place before its effects, and is not published a second time', () => {
    const batch = aBatch(stored());
    batch.decide(batch.place(foreign()), titled('one'));

    expect(batch.arrived).toMatchObject([
      { sequence: 3, eventType: 'ExceptionNormalized', source: '/elsewhere', payloadJson: '{"any":1}' },
    ]);
    expect(batch.events).toMatchObject([{ sequence: 4, eventType: 'ExceptionReopened' }]);
    expect(batch.processed).toMatchObject([{ firstSequence: 4, lastSequence: 4 }]);
  });

  it('was never counted as in flight, except by the workers that still have to see it', () => {
    const batch = aBatch(stored());
    batch.decide(batch.place(foreign()), { events: [] });

    expect(batch.find(anArrival())).toMatchObject({ eventCount: 3, eventsInFlight: 2 });
  });

  it('may open a case', () => {
    const batch = aBatch();
    batch.open(anException().with({ eventCount: 0, eventsInFlight: 0 }).build());
    batch.decide(batch.place(foreign()), titled('one'));

    expect(batch.inserted()).toMatchObject([{ title: 'one', eventCount: 2, eventsInFlight: 0 }]);
    expect(batch.changed()).toEqual([]);
  });

  it('that cannot be processed is dead-lettered without a place', () => {
    const batch = aBatch(stored());
    batch.setAside(foreign(), aLetter());

    expect(batch.arrived).toEqual([]);
    expect(batch.find(anArrival())).toMatchObject({ eventCount: 3, eventsInFlight: 2 });
  });
});

describe('an event that waits', () => {
  const failed = (event: EventEnvelope, attempt = 1): PostponedAttempt => ({
    event,
    record: aReceived(event),
    consumer: 'triage',
    attempt,
    dueAt: NOW,
    error: new RetryableError('busy', 'come back'),
  });

  it('stays in flight, and its timeline records when and why it is retried', () => {
    const batch = aBatch(stored());
    const event = anArrival();
    batch.postpone(failed(event));

    expect(batch.find(event)).toMatchObject({ eventCount: 3, eventsInFlight: 2 });
    expect(batch.processed).toEqual([]);
    expect(batch.events).toMatchObject([{ eventType: 'RetryScheduled', sequence: 3, causationId: event.id }]);
    expect(JSON.parse(batch.events[0]?.payloadJson ?? '')).toEqual({
      event_id: event.id,
      consumer: 'triage',
      attempt: 1,
      due_at: NOW.toISOString(),
      reason: 'busy: come back',
    });
    expect(batch.waiting).toMatchObject([
      { eventId: event.id, offset: '7', failed: { attempts: 1, dueAt: NOW, firstSequence: 3, lastSequence: 3 } },
    ]);
  });

  it('is announced under another id at each attempt', () => {
    const batch = aBatch(stored());
    const event = anArrival();
    batch.postpone(failed(event));
    batch.postpone(failed(event, 2));

    expect(new Set(batch.events.map(({ eventId }) => eventId)).size).toBe(2);
  });

  it('behind another leaves its case as it is', () => {
    const batch = aBatch(stored());
    const event = anArrival();
    batch.park(event, aReceived(event));

    expect(batch.waiting).toMatchObject([{ eventId: event.id, failed: null }]);
    expect([batch.events, batch.changed()]).toEqual([[], []]);
  });

  it('keeps its cleaned record, not the original one', () => {
    const batch = aBatch(stored());
    const received = anArrival({ sequence: undefined, data: { name: 'redacted' } });
    const placed = batch.place(received);
    const record = settledRecord(aReceived(received), received, placed);

    batch.postpone({ ...failed(placed), record });

    expect(batch.waiting[0]?.headers).toMatchObject({ ce_sequence: '3', ce_schemaversion: '1' });
    expect(batch.waiting[0]?.payload.toString()).toBe('{"name":"redacted"}');
    expect(batch.find(placed)).toMatchObject({ eventCount: 4, eventsInFlight: 3 });
  });
});

describe('a redriven event', () => {
  const redrive = { id: '5', attempts: 4, retries: 1, counted: true, wasNoted: true };

  it('closes its dead letter, and leaves flight once', () => {
    const batch = aBatch(stored());
    batch.decide(anArrival(), titled('one'), redrive);

    expect(batch.redriven).toEqual(['5']);
    expect([batch.processed, batch.amended]).toMatchObject([[], [{ status: 'processed' }]]);
    expect(batch.find(anArrival())).toMatchObject({ title: 'one', eventsInFlight: 1 });
  });

  it('that was never counted does not change the count in flight', () => {
    const batch = aBatch(stored());
    batch.decide(anArrival(), { events: [] }, { ...redrive, counted: false });

    expect(batch.find(anArrival())).toMatchObject({ eventsInFlight: 2 });
  });

  it('reopens its dead letter when it fails, with all its attempts', () => {
    const batch = aBatch(stored());
    batch.setAside(anArrival(), aLetter({ attempts: 3 }), redrive);

    expect(batch.deadLetters).toEqual([]);
    expect(batch.reopened).toMatchObject([{ id: '5', letter: { attempts: 7 } }]);
    expect(batch.amended).toMatchObject([{ status: 'dead_lettered' }]);
    expect(batch.find(anArrival())).toMatchObject({ eventsInFlight: 1 });
  });

  it('of another producer gets its place now when it had none', () => {
    const batch = aBatch(stored());
    const event = anArrival({ sequence: undefined });
    batch.decide(batch.place(event, redrive), { events: [] }, redrive);

    expect(batch.find(event)).toMatchObject({ eventCount: 3, eventsInFlight: 1 });
  });
});
