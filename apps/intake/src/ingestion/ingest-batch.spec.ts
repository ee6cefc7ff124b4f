import { type SourceItem, findEvent } from '@sentinai/contracts';
import { aSourceItem, anException, NOW } from '@sentinai/domain/testing';
import { type IngestKey, exceptionKey } from '@sentinai/persistence';
import { type Entry, IngestBatch } from './ingest-batch.ts';

const KEYS = {
  request: '11111111-1111-8111-8111-111111111111',
  content: '22222222-2222-8222-8222-222222222222',
  otherContent: '33333333-3333-8333-8333-333333333333',
};

interface EntryFields {
  exceptionId?: string | null;
  contentKey?: string;
  idempotencyKey?: string | null;
  item?: Partial<SourceItem>;
}

const anEntry = ({
  exceptionId = 'EX-1',
  contentKey = KEYS.content,
  idempotencyKey = null,
  item,
}: EntryFields = {}): Entry => ({
  submission: { exceptionId, item: aSourceItem(item), contentKey },
  idempotencyKey,
  causeId: idempotencyKey ?? contentKey,
  exceptionId: exceptionId ?? 'EX-2026-NEW',
});

const aBatch = ({ known = [] }: { known?: IngestKey[] } = {}) =>
  new IngestBatch(
    { tenantId: 'TENANT_A', subject: 'ann', now: NOW },
    new Map(known.map((key) => [key.key, key])),
    new Map(),
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
      { tenantId: 'TENANT_A', subject: 'ann', now: NOW },
      new Map(),
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
      { tenantId: 'TENANT_A', subject: 'ann', now: NOW },
      new Map(),
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
