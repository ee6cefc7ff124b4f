import { randomUUID } from 'node:crypto';
import type { TenantTransactions } from '@sentinai/persistence';
import { type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import type { ExecutingAgent } from '../src/index.ts';
import {
  RememberingProducer,
  aRecord,
  countingAgent,
  createProcessor,
  normalized,
  resolved,
  storeException,
} from './runtime.fixture.ts';

const TENANT = 'ACME';

describe('a batch', () => {
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    await createTestTenant(database, TENANT);
    transactions = await database.connect('sentinai_triage');
  });

  afterAll(() => database.drop());

  const anException = async (): Promise<string> => {
    const id = `EX-${randomUUID()}`;
    await storeException(database, TENANT, id);
    return id;
  };
  const timeline = (id: string) =>
    database.asOwner<{ sequence: number; event_type: string; event_id: string }>(
      'select sequence, event_type, event_id from exception_event where exception_id = $1 order by sequence',
      [id],
    );
  const theException = async (id: string) =>
    (await database.asOwner<Record<string, unknown>>('select * from exception where exception_id = $1', [id]))[0];
  const deadLetters = (key: string) =>
    database.asOwner<Record<string, unknown>>('select * from dead_letter_event where key = $1', [`${TENANT}:${key}`]);

  it('folds several events of one exception in order', async () => {
    const id = await anException();
    const { processor, producer } = createProcessor(countingAgent, transactions);

    const report = await processor.process([aRecord(TENANT, id), aRecord(TENANT, id), aRecord(TENANT, id)]);

    expect(report).toMatchObject({ processed: 3, emitted: 3, duplicates: 0, deadLetters: 0 });
    expect((await timeline(id)).map(({ sequence }) => sequence)).toEqual([101, 102, 103]);
    // three arrived, and each decision published one event that feedback has yet to process
    expect(await theException(id)).toMatchObject({ title: '3', event_count: 103, events_in_flight: 100 });
    expect(producer.published.map(({ sequence }) => sequence)).toEqual([101, 102, 103]);
  });

  it('does nothing twice, and publishes its stored events again, under the same ids', async () => {
    const id = await anException();
    const records = [aRecord(TENANT, id), aRecord(TENANT, id)];
    const { processor, producer } = createProcessor(countingAgent, transactions);
    await processor.process(records);
    const first = producer.published.map(({ eventId }) => eventId);

    const report = await processor.process(records);

    expect(report).toMatchObject({ processed: 0, duplicates: 2 });
    expect(producer.published.map(({ eventId }) => eventId)).toEqual([...first, ...first]);
    expect(await theException(id)).toMatchObject({ title: '2', event_count: 102 });
  });

  it('loses nothing when Kafka is unreachable after the commit', async () => {
    const id = await anException();
    const records = [aRecord(TENANT, id)];
    const { processor, producer } = createProcessor(countingAgent, transactions);
    producer.failNext = true;

    await expect(processor.process(records)).rejects.toThrow('Kafka is away');
    await processor.process(records);

    expect(producer.published).toHaveLength(1);
    expect(await timeline(id)).toHaveLength(1);
  });

  it('takes effect once when two replicas of a worker get it at the same time', async () => {
    const id = await anException();
    const records = Array.from({ length: 20 }, () => aRecord(TENANT, id));
    const copies = [1, 2].map(() => createProcessor(countingAgent, transactions));

    await Promise.all(copies.map(({ processor }) => processor.process(records)));

    expect(await theException(id)).toMatchObject({ title: '20', event_count: 120 });
  });

  it.each([
    ['not JSON', { value: '{"a":' }, 'invalid_json'],
    ['no value', { value: null }, 'invalid_payload'],
    ['wrong types', { value: JSON.stringify({ ...normalized(), occurred_at: 7 }) }, 'invalid_payload'],
    ['a NUL in a string', { value: JSON.stringify({ ...normalized(), title: 'a\u0000b' }) }, 'invalid_payload'],
    ['a key of another tenant', { key: 'OTHER:EX-1' }, 'tenant_mismatch'],
    [
      'a payload of another tenant',
      { value: JSON.stringify({ ...normalized(), tenant_id: 'OTHER' }) },
      'tenant_mismatch',
    ],
    ['an unknown type', { headers: { ce_type: 'SomethingElse' } }, 'unknown_event'],
    ['a newer schema version', { headers: { ce_schemaversion: '99' } }, 'unknown_schema_version'],
    ['no id', { headers: { ce_id: undefined } }, 'invalid_envelope'],
    ['a time that is none', { headers: { ce_time: 'yesterday' } }, 'invalid_envelope'],
  ])('dead-letters a record with %s, and continues', async (_what, options, code) => {
    const id = await anException();
    const bad = aRecord(TENANT, id, options);
    const { processor } = createProcessor(countingAgent, transactions);

    const report = await processor.process([aRecord(TENANT, id), bad, aRecord(TENANT, id)]);

    expect(report).toMatchObject({ processed: 2, deadLetters: 1 });
    expect(await theException(id)).toMatchObject({ title: '2' });
    const letters = await database.asOwner<{ payload: Buffer | null; error_code: string }>(
      `select * from dead_letter_event where "offset" = $1`,
      [bad.message.offset],
    );
    expect(letters).toMatchObject([
      { error_code: code, consumer: 'triage', topic: 'exceptions.normalized', tenant_id: TENANT },
    ]);
    expect(letters[0]?.payload).toEqual(bad.message.value);
  });

  it('dead-letters an event of a tenant that does not exist', async () => {
    const record = aRecord('NOBODY', 'EX-1');
    const { processor } = createProcessor(countingAgent, transactions);

    await processor.process([record]);

    const letters = await database.asOwner('select * from dead_letter_event where "offset" = $1', [
      record.message.offset,
    ]);
    expect(letters).toMatchObject([{ tenant_id: '_unknown', error_code: 'exception_not_found' }]);
  });

  it('dead-letters an event whose decision throws; the rest of the batch commits and the timeline records it', async () => {
    const [good, bad] = [await anException(), await anException()];
    const agent = {
      decide: (event: { exceptionId: string }) => {
        if (event.exceptionId === bad) throw new TypeError('cannot read properties');
        return { events: [resolved('fine')] };
      },
    };
    const { processor } = createProcessor(agent, transactions);

    await processor.process([aRecord(TENANT, good), aRecord(TENANT, bad)]);

    expect((await timeline(good)).map(({ event_type }) => event_type)).toEqual(['ExceptionResolved']);
    expect((await timeline(bad)).map(({ event_type }) => event_type)).toEqual(['DeadLettered']);
    expect(await deadLetters(bad)).toMatchObject([{ error_code: 'decision_failed', error: 'cannot read properties' }]);
    expect(await theException(bad)).toMatchObject({ events_in_flight: 99 });
  });

  it('dead-letters an event whose decision emits an invalid event', async () => {
    const id = await anException();
    const { processor } = createProcessor(
      { decide: () => ({ events: [{ type: 'ExceptionResolved', data: {} }] }) },
      transactions,
    );

    await processor.process([aRecord(TENANT, id)]);

    expect(await deadLetters(id)).toMatchObject([{ error_code: 'invalid_event' }]);
  });

  it('isolates a decision whose data the database rejects', async () => {
    const ids = [await anException(), await anException(), await anException()] as const;
    const agent = {
      decide: ({ exceptionId }: { exceptionId: string }) => ({
        patch: { title: exceptionId === ids[1] ? 'a\u0000b' : 'fine' },
        events: [],
      }),
    };
    const { processor } = createProcessor(agent, transactions);

    const report = await processor.process(ids.map((id) => aRecord(TENANT, id)));

    expect(report).toMatchObject({ processed: 2, deadLetters: 1 });
    expect(await theException(ids[0])).toMatchObject({ title: 'fine' });
    expect(await theException(ids[2])).toMatchObject({ title: 'fine' });
    expect(await deadLetters(ids[1])).toMatchObject([{ error_code: 'data_refused' }]);
    expect((await timeline(ids[1])).map(({ event_type }) => event_type)).toEqual(['DeadLettered']);
    expect(await theException(ids[1])).toMatchObject({ events_in_flight: 99 });
  });

  it('gives an event of another producer its place in the timeline', async () => {
    const id = await anException();
    const foreign = aRecord(TENANT, id, { headers: { ce_sequence: undefined, ce_source: '/elsewhere' } });
    const { processor, producer } = createProcessor(countingAgent, transactions);

    await processor.process([foreign]);

    expect((await timeline(id)).map(({ sequence, event_type }) => [sequence, event_type])).toEqual([
      [101, 'ExceptionNormalized'],
      [102, 'ExceptionResolved'],
    ]);
    // an event that came from Kafka is not sent there again
    expect(producer.published.map(({ eventType }) => eventType)).toEqual(['ExceptionResolved']);
  });

  describe('of an executing agent', () => {
    const calls: string[] = [];
    const agent: ExecutingAgent<string> = {
      begin: () => Promise.resolve(),
      execute: ({ event }) => {
        calls.push(event.id);
        return Promise.resolve(event.id);
      },
      conclude: (_matter, outcome) => ({ events: [resolved(outcome)] }),
      record: () => Promise.resolve(),
    };

    it('calls the outside world once for each event, even when the batch comes back', async () => {
      const id = await anException();
      const records = [aRecord(TENANT, id), aRecord(TENANT, id)];
      const producer = new RememberingProducer();
      const { processor } = createProcessor(agent, transactions, producer);
      producer.failNext = true;

      await expect(processor.process(records)).rejects.toThrow('Kafka is away');
      await processor.process(records);

      expect(calls).toHaveLength(2);
      expect(await timeline(id)).toHaveLength(2);
      expect(producer.published).toHaveLength(2);
    });

    it('dead-letters only the event whose outcome the database rejects', async () => {
      const [good, bad] = [await anException(), await anException()];
      const recording: ExecutingAgent = {
        ...agent,
        execute: ({ event }) => Promise.resolve(event.exceptionId === bad ? 'a\u0000b' : 'fine'),
        conclude: () => ({ events: [resolved('done')] }),
        record: async (tx, outcomes) => {
          await tx.rows({ name: 'test_outcome', text: 'select $1::text' }, [
            outcomes.map(({ outcome }) => outcome).join(),
          ]);
        },
      };
      const { processor } = createProcessor(recording, transactions);

      const report = await processor.process([aRecord(TENANT, good), aRecord(TENANT, bad)]);

      expect(report).toMatchObject({ processed: 1, deadLetters: 1 });
      expect(await timeline(good)).toHaveLength(1);
      expect(await deadLetters(bad)).toMatchObject([{ error_code: 'data_refused' }]);
    });
  });
});
