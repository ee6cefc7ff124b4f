import { type EventEnvelope, ExceptionNormalized } from '@sentinai/contracts';
import type { Decision, ExceptionRecord } from '@sentinai/domain';
import { NOW, anException } from '@sentinai/domain/testing';
import { type DeadLetter, exceptionKey } from '@sentinai/persistence';
import { CaseBatch } from './case-batch.ts';

const DECIDER = { source: '/sentinai/test', actor: { type: 'agent', id: 'test' }, now: NOW } as const;

const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
let events = 0;

/** What a batch does with an event depends on its envelope only. */
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
  it('is in flight no more', () => {
    const batch = aBatch(stored());
    batch.decide(anArrival(), { events: [] });

    expect(batch.find(anArrival())).toMatchObject({ eventsInFlight: 1 });
    expect(batch.processed).toMatchObject([{ status: 'processed', firstSequence: null, lastSequence: null }]);
  });

  it('keeps its own time in the inbox, so that a late copy of it is found', () => {
    const batch = aBatch(stored());
    batch.decide(anArrival(), { events: [] });

    expect(batch.processed[0]).toMatchObject({ eventTime: new Date('2026-11-20T11:00:00.000Z'), processedAt: NOW });
  });
});

describe('a payload', () => {
  it('is written again only when a decision changed it', () => {
    const batch = aBatch(stored('EX-1'), stored('EX-2'));
    batch.decide(anArrival(), titled('one'));
    batch.decide(anArrival({ exceptionId: 'EX-2' }), { patch: { payload: { v: 2 } }, events: [] });

    expect(batch.changed().map(({ payloadChanged }) => payloadChanged)).toEqual([false, true]);
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

describe('an event set aside', () => {
  it('leaves a note in the timeline of its case, which lives on', () => {
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

  it('is noted without a timeline, when there is no case', () => {
    const batch = aBatch();
    batch.setAside(anArrival(), aLetter());

    expect(batch.events).toEqual([]);
    expect(batch.processed).toMatchObject([{ status: 'dead_lettered', firstSequence: null }]);
  });
});

describe('an event of another producer', () => {
  const foreign = () => anArrival({ sequence: undefined, source: '/elsewhere', data: { any: 1 } });

  it('gets its place before what it causes, and is not published a second time', () => {
    const batch = aBatch(stored());
    batch.decide(foreign(), titled('one'));

    expect(batch.arrived).toMatchObject([
      { sequence: 3, eventType: 'ExceptionNormalized', source: '/elsewhere', payloadJson: '{"any":1}' },
    ]);
    expect(batch.events).toMatchObject([{ sequence: 4, eventType: 'ExceptionReopened' }]);
    expect(batch.processed).toMatchObject([{ firstSequence: 4, lastSequence: 4 }]);
  });

  it('was never counted as in flight, except by the workers that still have to see it', () => {
    const batch = aBatch(stored());
    batch.decide(foreign(), { events: [] });

    expect(batch.find(anArrival())).toMatchObject({ eventCount: 3, eventsInFlight: 2 });
  });

  it('may open a case', () => {
    const batch = aBatch();
    batch.open(anException().with({ eventCount: 0, eventsInFlight: 0 }).build());
    batch.decide(foreign(), titled('one'));

    expect(batch.inserted()).toMatchObject([{ title: 'one', eventCount: 2, eventsInFlight: 0 }]);
    expect(batch.changed()).toEqual([]);
  });
});
