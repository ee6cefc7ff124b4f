import { type SourceItem, findEvent } from '@sentinai/contracts';
import { aSourceItem, anException, NOW } from '@sentinai/domain/testing';
import { type NewestEvent, exceptionKey } from '@sentinai/persistence';
import { type Entry, IngestBatch, type Known, replaysOf } from './ingest-batch.ts';
import type { IngestKey } from './ingest-key.repository.ts';

const KEYS = {
  request: '11111111-1111-8111-8111-111111111111',
  content: '22222222-2222-8222-8222-222222222222',
  otherContent: '33333333-3333-8333-8333-333333333333',
};

interface EntryFields {
  exceptionId?: string | null;
  contentKey?: string;
  sourceEventKey?: string | null;
  idempotencyKey?: string | null;
  item?: Partial<SourceItem>;
}

const anEntry = ({
  exceptionId = 'EX-1',
  contentKey = KEYS.content,
  sourceEventKey = null,
  idempotencyKey = null,
  item,
}: EntryFields = {}): Entry => ({
  submission: { exceptionId, item: aSourceItem(item), contentKey, sourceEventKey },
  idempotencyKey,
  causeId: idempotencyKey ?? contentKey,
  exceptionId: exceptionId ?? 'EX-2026-NEW',
});

const NOTHING_KNOWN: Known = { keys: new Map(), newest: new Map() };

interface BatchFields {
  known?: IngestKey[];
  newest?: Record<string, NewestEvent>;
  replayed?: string[];
}

const aBatch = ({ known = [], newest = {}, replayed }: BatchFields = {}) =>
  new IngestBatch(
    { tenantId: 'TENANT_A', subject: 'ann', byHand: false, now: NOW },
    { keys: new Map(known.map((key) => [key.key, key])), newest: new Map(Object.entries(newest)) },
    new Map(),
    new Set(replayed),
  );

const stored = (batch: IngestBatch) =>
  batch.events.map(({ eventType, payloadJson, sequence, exceptionId }) => {
    expect(findEvent(eventType)?.faults(JSON.parse(payloadJson))).toEqual([]);
    return [exceptionId, sequence, eventType];
  });

describe('a first report', () => {
  it('opens an exception with its first event', () => {
    const batch = aBatch();

    const result = batch.add(anEntry());

    expect(result).toMatchObject({ status: 'accepted', exception_id: 'EX-1', event_type: 'ExceptionIngested' });
    expect(stored(batch)).toEqual([['EX-1', 1, 'ExceptionIngested']]);
    expect(batch.opened()).toMatchObject([
      { exceptionId: 'EX-1', eventCount: 1, eventsInFlight: 1, stage: 'ingested' },
    ]);
    expect(batch.touched()).toEqual([]);
    expect(batch.keys).toMatchObject([{ key: KEYS.content, exceptionId: 'EX-1' }]);
    expect(batch.events).toMatchObject([
      { actor: { type: 'user', id: 'ann' }, causationId: null, correlationId: 'EX-1', createdAt: NOW },
    ]);
  });

  it('without an id is always a new exception, and leaves no key', () => {
    const batch = aBatch({
      known: [{ key: KEYS.content, requestHash: KEYS.content, exceptionId: 'OLD', eventId: 'E', eventType: 'T' }],
    });

    const result = batch.add(anEntry({ exceptionId: null }));

    expect(result).toMatchObject({ status: 'accepted', exception_id: 'EX-2026-NEW' });
    expect(batch.keys).toEqual([]);
  });

  it('gives the same event id to the same content', () => {
    const [one, other] = [aBatch(), aBatch()];

    expect(one.add(anEntry())).toEqual(other.add(anEntry()));
  });
});

describe('a later report', () => {
  it('of an exception that is stored updates it', () => {
    const record = anException().with({ eventCount: 7, eventsInFlight: 2 }).build();
    const batch = new IngestBatch(
      { tenantId: 'TENANT_A', subject: 'ann', byHand: false, now: NOW },
      NOTHING_KNOWN,
      new Map([[exceptionKey(record), record]]),
    );

    expect(batch.add(anEntry())).toMatchObject({ status: 'accepted', event_type: 'SourceUpdateReceived' });
    expect(stored(batch)).toEqual([['EX-1', 8, 'SourceUpdateReceived']]);
    expect(batch.opened()).toEqual([]);
    expect(batch.touched()).toMatchObject([{ record: { eventCount: 8, eventsInFlight: 3 } }]);
  });

  it('within one request follows the first', () => {
    const batch = aBatch();
    batch.add(anEntry());
    batch.add(anEntry({ contentKey: KEYS.otherContent }));

    expect(stored(batch)).toEqual([
      ['EX-1', 1, 'ExceptionIngested'],
      ['EX-1', 2, 'SourceUpdateReceived'],
    ]);
    expect(batch.opened()).toMatchObject([{ eventCount: 2, eventsInFlight: 2 }]);
    expect(batch.touched()).toEqual([]);
  });

  it('leaves exceptions alone that were only locked', () => {
    const record = anException().with({ exceptionId: 'EX-9' }).build();
    const batch = new IngestBatch(
      { tenantId: 'TENANT_A', subject: 'ann', byHand: false, now: NOW },
      NOTHING_KNOWN,
      new Map([[exceptionKey(record), record]]),
    );

    expect(batch.touched()).toEqual([]);
  });
});

describe('a repetition', () => {
  const before: IngestKey = {
    key: KEYS.content,
    requestHash: KEYS.content,
    exceptionId: 'EX-1',
    eventId: 'the first',
    eventType: 'ExceptionIngested',
  };

  it('of content that is known is a duplicate, and stores nothing', () => {
    const batch = aBatch({ known: [before] });

    expect(batch.add(anEntry())).toEqual({
      status: 'duplicate',
      exception_id: 'EX-1',
      event_id: 'the first',
      event_type: 'ExceptionIngested',
    });
    expect([batch.events, batch.keys, batch.opened()]).toEqual([[], [], []]);
  });

  it('within one request is one too', () => {
    const batch = aBatch();
    const first = batch.add(anEntry());

    expect(batch.add(anEntry())).toEqual({ ...first, status: 'duplicate' });
    expect(batch.events).toHaveLength(1);
  });

  it('under the same Idempotency-Key answers as the first time', () => {
    const batch = aBatch();
    const first = batch.add(anEntry({ exceptionId: null, idempotencyKey: KEYS.request }));

    expect(batch.add(anEntry({ exceptionId: null, idempotencyKey: KEYS.request }))).toEqual({
      ...first,
      status: 'duplicate',
    });
  });

  it('under the same Idempotency-Key with another body is a conflict', () => {
    const batch = aBatch({ known: [{ ...before, key: KEYS.request }] });

    const result = batch.add(anEntry({ idempotencyKey: KEYS.request, contentKey: KEYS.otherContent }));

    expect(result).toMatchObject({ status: 'rejected', error: { code: 'idempotency_conflict' } });
    expect(batch.events).toEqual([]);
  });

  it('of known content under a new Idempotency-Key binds that key to it', () => {
    const batch = aBatch({ known: [before] });
    batch.add(anEntry({ idempotencyKey: KEYS.request }));

    expect(batch.keys).toMatchObject([{ key: KEYS.request, requestHash: KEYS.content, eventId: 'the first' }]);
    expect(batch.add(anEntry({ idempotencyKey: KEYS.request, contentKey: KEYS.otherContent }))).toMatchObject({
      status: 'rejected',
    });
  });
});

describe('a source that flaps', () => {
  const CRITICAL = KEYS.content;
  const OK = KEYS.otherContent;
  const key = (contentKey: string, eventId: string): IngestKey => ({
    key: contentKey,
    requestHash: contentKey,
    exceptionId: 'EX-1',
    eventId,
    eventType: 'SourceUpdateReceived',
  });
  const state = (contentKey: string, source_updated_at: string | null = null) =>
    anEntry({ contentKey, item: { source_updated_at } });
  const statuses = (batch: IngestBatch, entries: readonly Entry[]) => entries.map((entry) => batch.add(entry).status);

  it.each<[string, string[], string[]]>([
    ['critical, OK, critical', [CRITICAL, OK, CRITICAL], ['accepted', 'accepted', 'accepted']],
    [
      'each state told twice',
      [CRITICAL, CRITICAL, OK, OK, CRITICAL],
      ['accepted', 'duplicate', 'accepted', 'duplicate', 'accepted'],
    ],
    [
      'up and down without end',
      [CRITICAL, OK, CRITICAL, OK, CRITICAL, CRITICAL],
      ['accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'duplicate'],
    ],
  ])('within one request: %s', (_case, contents, expected) => {
    const batch = aBatch();

    expect(
      statuses(
        batch,
        contents.map((content) => state(content)),
      ),
    ).toEqual(expected);
    expect(new Set(batch.events.map(({ eventId }) => eventId)).size).toBe(batch.events.length);
    expect(batch.keys.map((one) => one.key).sort()).toEqual([CRITICAL, OK]);
    expect(batch.keys.find((one) => one.key === contents.at(-1))?.eventId).toBe(batch.events.at(-1)?.eventId);
  });

  it('comes back to a state that is stored: a new event, for which the key stands from now on', () => {
    const batch = aBatch({
      known: [key(CRITICAL, 'first'), key(OK, 'second')],
      newest: { 'EX-1': { eventId: 'second', sourceUpdatedAt: null } },
    });

    const result = batch.add(state(CRITICAL));

    expect(result).toMatchObject({ status: 'accepted' });
    expect(batch.keys).toEqual([]);
    expect(batch.renewed).toMatchObject([{ key: CRITICAL, eventId: batch.events[0]?.eventId }]);
    expect(batch.add(state(CRITICAL))).toEqual({ ...result, status: 'duplicate' });
  });

  it('tells the newest state twice: a duplicate', () => {
    const batch = aBatch({
      known: [key(CRITICAL, 'first')],
      newest: { 'EX-1': { eventId: 'first', sourceUpdatedAt: null } },
    });

    expect(batch.add(state(CRITICAL))).toMatchObject({ status: 'duplicate', event_id: 'first' });
  });

  it('was changed meanwhile by another producer', () => {
    const batch = aBatch({
      known: [key(CRITICAL, 'first')],
      newest: { 'EX-1': { eventId: 'of somebody else', sourceUpdatedAt: null } },
    });

    expect(batch.add(state(CRITICAL))).toMatchObject({ status: 'accepted' });
  });

  describe('with times of its own', () => {
    const SECOND = '2026-11-20T11:30:00.000Z';
    const newest = (sourceUpdatedAt: string | null) => ({
      'EX-1': { eventId: 'second', sourceUpdatedAt: sourceUpdatedAt === null ? null : new Date(sourceUpdatedAt) },
    });
    const known = [key(CRITICAL, 'first'), key(OK, 'second')];

    it.each<[string, string | null, string]>([
      ['an older state is known', '2026-11-20T11:31:00.000Z', 'duplicate'],
      ['a state of the same second counts by arrival', '2026-11-20T11:30:00.000Z', 'accepted'],
      ['… also to the millisecond', '2026-11-20T11:30:00.900Z', 'accepted'],
      ['a state newer than a late one is known', '2026-11-20T11:29:00.000Z', 'duplicate'],
      ['a state is known where the newest has no time', null, 'duplicate'],
    ])('%s', (_case, newestAt, expected) => {
      expect(aBatch({ known, newest: newest(newestAt) }).add(state(CRITICAL, SECOND))).toMatchObject({
        status: expected,
      });
    });

    it('flaps within a second of one request', () => {
      const batch = aBatch();

      expect(statuses(batch, [state(CRITICAL, SECOND), state(OK, SECOND), state(CRITICAL, SECOND)])).toEqual([
        'accepted',
        'accepted',
        'accepted',
      ]);
    });

    it('sent again as a whole adds nothing, though its last states are of one second', () => {
      const entries = [state(CRITICAL, SECOND), state(OK, SECOND)];
      const stored: Known = {
        keys: new Map(known.map((one) => [one.key, one])),
        newest: new Map(Object.entries(newest(SECOND))),
      };
      const replayed = [...replaysOf(entries, stored)];

      expect(replayed).toEqual(['EX-1']);
      expect(statuses(aBatch({ known, newest: newest(SECOND), replayed }), entries)).toEqual([
        'duplicate',
        'duplicate',
      ]);
      expect(replaysOf(entries.toReversed(), stored)).toEqual(new Set());
      expect(replaysOf([state(CRITICAL, SECOND)], stored)).toEqual(new Set());
    });
  });
});

describe("a source's own event id", () => {
  const EVENT = '44444444-4444-8444-8444-444444444444';

  it('is known again, whatever came between', () => {
    const batch = aBatch();
    const first = batch.add(anEntry({ sourceEventKey: EVENT }));
    batch.add(anEntry({ contentKey: KEYS.otherContent }));

    expect(batch.add(anEntry({ sourceEventKey: EVENT }))).toEqual({ ...first, status: 'duplicate' });
    expect(batch.keys.map(({ key }) => key)).toEqual([EVENT, KEYS.otherContent]);
  });

  it('with another content is a conflict', () => {
    const batch = aBatch();
    batch.add(anEntry({ sourceEventKey: EVENT }));

    expect(batch.add(anEntry({ sourceEventKey: EVENT, contentKey: KEYS.otherContent }))).toMatchObject({
      status: 'rejected',
      error: { code: 'idempotency_conflict', detail: expect.stringContaining('source_event_id') as string },
    });
    expect(batch.events).toHaveLength(1);
  });
});
