import { randomUUID } from 'node:crypto';
import { InboxRepository, type ProcessedEvent, type TenantTransactions } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';
import { noon } from './stored-event.builder.ts';

describe('the inbox', () => {
  const inbox = new InboxRepository();
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_triage');
  });
  afterAll(() => database.drop());

  const aProcessedEvent = (facts: Partial<ProcessedEvent> = {}): ProcessedEvent => ({
    eventId: randomUUID(),
    eventTime: noon(0),
    tenantId: 'ACME',
    exceptionId: 'EX-1',
    firstSequence: 2,
    lastSequence: 3,
    status: 'processed',
    processedAt: new Date(),
    ...facts,
  });
  const record = (consumer: string, ...events: ProcessedEvent[]): Promise<void> =>
    transactions.run(['ACME', 'OTHER'], (tx) => inbox.record(tx, consumer, events));
  const processed = (consumer: string, events: ProcessedEvent[], tenants = ['ACME', 'OTHER']) =>
    transactions.run(tenants, (tx) =>
      inbox.processed(
        tx,
        consumer,
        events.map(({ eventId: id, eventTime: time }) => ({ id, time })),
      ),
    );

  it('returns what was recorded', async () => {
    const events = [
      aProcessedEvent(),
      aProcessedEvent({ firstSequence: null, lastSequence: null, status: 'dead_lettered' }),
      aProcessedEvent({ tenantId: 'OTHER', eventTime: noon(-1) }),
    ];
    const fresh = aProcessedEvent();
    await record('triage', ...events);

    expect(await processed('triage', [...events, fresh])).toEqual(
      new Map(events.map((event) => [event.eventId, event])),
    );
  });

  it('keeps consumers apart', async () => {
    const event = aProcessedEvent();
    await record('triage', event);

    expect(await processed('policy', [event])).toEqual(new Map());
    await record('policy', event);
    expect((await processed('policy', [event])).size).toBe(1);
  });

  it('finds a late duplicate in the partition of its own time, even weeks ago', async () => {
    const event = aProcessedEvent({ eventTime: noon(-40) });
    await record('triage', event);

    expect((await processed('triage', [event, aProcessedEvent()])).has(event.eventId)).toBe(true);
  });

  it('refuses the same event twice, with the whole batch', async () => {
    const [known, fresh] = [aProcessedEvent(), aProcessedEvent()];
    await record('triage', known);

    await expect(record('triage', fresh, known)).rejects.toMatchObject({ code: '23505' });

    expect((await processed('triage', [fresh])).size).toBe(0);
  });

  it('lets only one of two replicas record an event at the same time', async () => {
    const event = aProcessedEvent();

    const outcomes = await Promise.allSettled([record('triage', event), record('triage', event)]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('shows nothing of a tenant that the transaction does not name, and accepts empty batches', async () => {
    const event = aProcessedEvent({ tenantId: 'OTHER' });
    await record('triage', event);
    await record('triage');

    expect(await processed('triage', [event], ['ACME'])).toEqual(new Map());
    expect(await processed('triage', [])).toEqual(new Map());
  });
});
