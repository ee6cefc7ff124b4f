import { DEAD_LETTER_HEADER, type EventEnvelope } from '@sentinai/contracts';
import type { DeadLetterState, ProcessedEvent, WaitingEvent } from '@sentinai/persistence';
import { anEvent, aSourceItem } from '@sentinai/domain/testing';
import { EventSorter } from './event-sorter.ts';
import type { Claim, ReceivedRecord } from './received-batch.ts';

const AT = new Date('2026-11-20T12:00:00.000Z');
const ID = '00000000-0000-4000-8000-000000000001';
const TOPIC = 'exceptions.ingested';

const event = (id = ID): EventEnvelope => anEvent('ExceptionIngested', aSourceItem(), { id });
const identity = { tenantId: event().tenantId, exceptionId: event().exceptionId };

const aRecord = (headers: Record<string, string> = {}, claim?: Claim): ReceivedRecord => ({
  topic: TOPIC,
  partition: 0,
  message: { key: null, value: null, headers, offset: '1', timestamp: '0', attributes: 0 },
  claim,
});
const aClaim = (attempts: number): Claim => ({ id: '7', attempts, ...identity });

const processed = (status: ProcessedEvent['status']): ProcessedEvent => ({
  ...identity,
  eventId: ID,
  eventTime: AT,
  firstSequence: 8,
  lastSequence: 9,
  status,
  processedAt: AT,
});
const waiting = (fields: Partial<WaitingEvent> = {}): WaitingEvent => ({
  ...identity,
  id: '7',
  eventId: ID,
  isHead: true,
  attempts: 1,
  firstSequence: 5,
  lastSequence: 5,
  handledAt: AT,
  ...fields,
});
const entry = (fields: Partial<DeadLetterState> = {}): DeadLetterState => ({
  id: '42',
  status: 'retrying',
  topic: TOPIC,
  eventId: ID,
  payloadHash: null,
  attempts: 3,
  retries: 1,
  counted: true,
  ...fields,
});

const sorter = (known: { processed?: ProcessedEvent; waiting?: WaitingEvent[]; entry?: DeadLetterState } = {}) =>
  new EventSorter({
    processed: new Map(known.processed ? [[ID, known.processed]] : []),
    waiting: known.waiting ?? [],
    deadLetters: new Map(known.entry ? [[known.entry.id, known.entry]] : []),
  });

describe('an event from its topic', () => {
  it('without earlier handling is processed', () => {
    expect(sorter().sort(event(), aRecord())).toBe('fresh');
  });

  it.each(['processed', 'dead_lettered'] as const)('that the inbox knows as %s is a duplicate', (status) => {
    expect(sorter({ processed: processed(status) }).sort(event(), aRecord())).toBe('duplicate');
  });

  it('that is already waiting is a duplicate', () => {
    expect(sorter({ waiting: [waiting()] }).sort(event(), aRecord())).toBe('duplicate');
  });

  it('is parked behind an earlier one of its exception', () => {
    const another = waiting({ eventId: '00000000-0000-4000-8000-000000000002' });

    expect(sorter({ waiting: [another] }).sort(event(), aRecord())).toBe('parked');
  });

  it('is parked behind one that failed in the same batch', () => {
    const theSorter = sorter();
    theSorter.hold(event('00000000-0000-4000-8000-000000000002'));

    expect(theSorter.sort(event(), aRecord())).toBe('parked');
  });
});

describe('an event from its waiting row', () => {
  it('is retried as claimed', () => {
    expect(sorter({ waiting: [waiting()] }).sort(event(), aRecord({}, aClaim(1)))).toBe('fresh');
  });

  it('is left alone when another replica has since tried or finished it', () => {
    expect(sorter({ waiting: [waiting({ attempts: 2 })] }).sort(event(), aRecord({}, aClaim(1)))).toBe('outdated');
    expect(sorter().sort(event(), aRecord({}, aClaim(1)))).toBe('outdated');
  });

  it('is a duplicate when its decision is stored and only its row is left', () => {
    const known = { waiting: [waiting()], processed: processed('processed') };

    expect(sorter(known).sort(event(), aRecord({}, aClaim(1)))).toBe('duplicate');
    expect(sorter(known).stored(event())).toEqual([
      { ...identity, firstSequence: 5, lastSequence: 5, createdAt: AT },
      { ...identity, firstSequence: 8, lastSequence: 9, createdAt: AT },
    ]);
  });
});

describe('a redriven event', () => {
  const again = aRecord({ [DEAD_LETTER_HEADER]: '42' });

  it('is processed although the inbox has it as dead-lettered', () => {
    const theSorter = sorter({ processed: processed('dead_lettered'), entry: entry() });

    expect(theSorter.sort(event(), again)).toBe('fresh');
    expect(theSorter.redriveOf(event(), again)).toEqual({
      id: '42',
      attempts: 3,
      retries: 1,
      counted: true,
      wasNoted: true,
    });
  });

  it.each<[string, DeadLetterState | undefined]>([
    ['names no entry', undefined],
    ['names an entry that is not tried again', entry({ status: 'pending' })],
    ['names a closed entry', entry({ status: 'succeeded' })],
    ['names the entry of another event', entry({ eventId: '00000000-0000-4000-8000-000000000002' })],
    ['names the entry of another topic', entry({ topic: 'triage.completed' })],
  ])('is a duplicate when its header %s', (_what, known) => {
    const theSorter = sorter({ processed: processed('dead_lettered'), entry: known });

    expect(theSorter.sort(event(), again)).toBe('duplicate');
  });

  it.each(['', '-1', '4e1', '42; drop', '9'.repeat(30)])('is not told by the header "%s"', (text) => {
    const theSorter = sorter({ processed: processed('dead_lettered'), entry: entry() });

    expect(theSorter.sort(event(), aRecord({ [DEAD_LETTER_HEADER]: text }))).toBe('duplicate');
  });

  it('takes effect once: an event processed in the meantime stays processed', () => {
    expect(sorter({ processed: processed('processed'), entry: entry() }).sort(event(), again)).toBe('duplicate');
  });
});
