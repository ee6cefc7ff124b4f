import { EventLogRepository, type StoredEvent, type TenantTransactions } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';
import { aStoredEvent, noon } from './stored-event.builder.ts';

describe('the event log', () => {
  const log = new EventLogRepository();
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_triage');
  });
  afterAll(() => database.drop());

  const append = (...events: StoredEvent[]): Promise<void> =>
    transactions.run(['ACME', 'OTHER'], (tx) => log.append(tx, events));
  const rangeOf = (event: StoredEvent, lastSequence = event.sequence) => ({
    tenantId: event.tenantId,
    exceptionId: event.exceptionId,
    firstSequence: event.sequence,
    lastSequence,
    createdAt: event.createdAt,
  });

  it('returns an event unchanged', async () => {
    const event = aStoredEvent({
      exceptionId: 'as-it-was',
      actor: { type: 'user', id: 'ann "the" \\ {analyst}, 漢字' },
      causationId: '6f1c2a3e-8d4b-5c6d-9e7f-0a1b2c3d4e5f',
      payloadJson: JSON.stringify({ text: 'Ü👍 "quoted" \\ \n', list: [1.5, null, true], empty: {} }),
      createdAt: new Date('2026-11-20T08:00:00.123Z'),
    });
    await append(event);

    const [stored] = await transactions.run(['ACME'], (tx) => log.ranges(tx, [rangeOf(event)]));

    expect({ ...stored, payloadJson: JSON.parse(stored!.payloadJson) }).toEqual({
      ...event,
      payloadJson: JSON.parse(event.payloadJson),
    });
  });

  it('finds ranges of several exceptions, from different days, each in order', async () => {
    const [yesterday, today] = [noon(-1), noon(0)];
    const first = [1, 2, 3].map((sequence) =>
      aStoredEvent({ exceptionId: 'range-a', sequence, createdAt: sequence === 1 ? yesterday : today }),
    );
    const second = [1, 2].map((sequence) =>
      aStoredEvent({ tenantId: 'OTHER', exceptionId: 'range-b', sequence, createdAt: yesterday }),
    );
    await append(...second.toReversed(), ...first.toReversed());

    const found = await transactions.run(['ACME', 'OTHER'], (tx) =>
      log.ranges(tx, [rangeOf(second[0]!, 2), rangeOf(first[1]!, 3)]),
    );

    expect(found.map(({ exceptionId, sequence }) => [exceptionId, sequence])).toEqual([
      ['range-a', 2],
      ['range-a', 3],
      ['range-b', 1],
      ['range-b', 2],
    ]);
  });

  it("returns the newest event of some types, with the source's time", async () => {
    const at = (sequence: number, eventType: string, source_updated_at: string | null = null) =>
      aStoredEvent({
        exceptionId: 'newest',
        sequence,
        eventType,
        payloadJson: JSON.stringify({ source_updated_at }),
        createdAt: noon(sequence === 2 ? -1 : 0),
      });
    const second = at(2, 'SourceUpdateReceived', '2026-11-20T11:30:00.500Z');
    await append(at(1, 'ExceptionIngested'), second, at(3, 'TriageCompleted'));
    const newest = (exceptionIds: string[], tenantId = 'ACME') =>
      transactions.run(['ACME'], (tx) =>
        log.newest(
          tx,
          exceptionIds.map((exceptionId) => ({ tenantId, exceptionId })),
          ['ExceptionIngested', 'SourceUpdateReceived'],
        ),
      );

    expect(await newest(['newest', 'unknown'])).toEqual(
      new Map([['newest', { eventId: second.eventId, sourceUpdatedAt: new Date('2026-11-20T11:30:00.500Z') }]]),
    );
    expect(await newest(['newest'], 'OTHER')).toEqual(new Map());
    expect(await newest([])).toEqual(new Map());
  });

  it('finds nothing of a tenant that the transaction does not name', async () => {
    const event = aStoredEvent({ tenantId: 'OTHER', exceptionId: 'theirs' });
    await append(event);

    expect(await transactions.run(['ACME'], (tx) => log.ranges(tx, [rangeOf(event)]))).toEqual([]);
  });

  it('holds one event at each place of a timeline', async () => {
    const event = aStoredEvent({ exceptionId: 'one-place' });
    await append(event);

    await expect(append(aStoredEvent({ ...event, eventType: 'ExceptionReopened' }))).rejects.toMatchObject({
      code: '23505',
    });
  });

  it('can neither be changed nor shortened by a service', async () => {
    for (const text of ['update exception_event set payload = $$ {} $$', 'delete from exception_event']) {
      await expect(transactions.run(['ACME'], (tx) => tx.run({ name: '', text }))).rejects.toThrow('permission denied');
    }
  });

  it('takes empty batches', async () => {
    await append();

    expect(await transactions.run(['ACME'], (tx) => log.ranges(tx, []))).toEqual([]);
  });
});
