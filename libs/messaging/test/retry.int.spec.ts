/**
 * Events with retryable failures: they wait, their exception's later events wait behind them, everything else
 * continues.
 */
import type { TenantTransactions } from '@sentinai/persistence';
import { type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import { type DecidingAgent, type ExecutingAgent, PermanentError, RetryableError } from '../src/index.ts';
import { Outage, dueNow } from './retry.fixture.ts';
import {
  normalized,
  QUICK_RETRIES,
  RememberingProducer,
  aRecord,
  countingAgent,
  createProcessor,
  resolved,
  storeNewException,
} from './runtime.fixture.ts';

const TENANT = 'ACME';

describe('a retryable failure', () => {
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    await createTestTenant(database, TENANT);
    transactions = await database.connect('sentinai_triage');
  });
  afterAll(() => database.drop());
  beforeEach(() => database.asOwner('delete from waiting_event'));

  const anException = () => storeNewException(database, TENANT);
  const timeline = async (id: string) =>
    (
      await database.asOwner<{ event_type: string }>(
        'select event_type from exception_event where exception_id = $1 order by sequence',
        [id],
      )
    ).map(({ event_type }) => event_type);
  const theException = async (id: string) =>
    (await database.asOwner<Record<string, unknown>>('select * from exception where exception_id = $1', [id]))[0];
  const waiting = () => database.asOwner<Record<string, unknown>>('select * from waiting_event order by id');
  const due = () => dueNow(transactions, 'triage');

  it('waits with its position, reason and due time; nothing is processed or leaves flight', async () => {
    const id = await anException();
    const outage = new Outage(id);
    const { processor, producer } = createProcessor(outage, transactions);
    const record = aRecord(TENANT, id);

    const report = await processor.process([record]);

    expect(report).toMatchObject({ processed: 0, retried: 1, parked: 0, deadLetters: 0, emitted: 1 });
    expect(await waiting()).toMatchObject([
      { consumer: 'triage', exception_id: id, attempts: 1, error_code: 'away', offset: record.message.offset },
    ]);
    expect(await timeline(id)).toEqual(['RetryScheduled']);
    expect(producer.published.map(({ eventType }) => eventType)).toEqual(['RetryScheduled']);
    expect(await theException(id)).toMatchObject({ events_in_flight: 100, event_count: 101 });
    expect(await database.asOwner('select * from event_processing where exception_id = $1', [id])).toEqual([]);
  });

  it('holds back the later events of its exception, in order, and no others', async () => {
    const [stuck, other] = [await anException(), await anException()];
    const outage = new Outage(stuck);
    const { processor } = createProcessor(outage, transactions);
    const late = [aRecord(TENANT, stuck), aRecord(TENANT, stuck)];

    const first = await processor.process([aRecord(TENANT, stuck), aRecord(TENANT, stuck), aRecord(TENANT, other)]);
    const second = await processor.process([...late, aRecord(TENANT, other)]);

    expect(first).toMatchObject({ retried: 1, parked: 1, processed: 1 });
    expect(second).toMatchObject({ retried: 0, parked: 2, processed: 1 });
    expect(await theException(other)).toMatchObject({ title: '2' });
    expect(await theException(stuck)).toMatchObject({ title: null, events_in_flight: 100 });

    outage.end();
    const order = (await waiting()).map(({ event_id }) => event_id);
    for (let pass = 0; pass < 4; pass += 1) {
      const claimed = await due();
      expect(claimed).toHaveLength(1);
      await processor.retry(claimed);
    }

    expect(outage.decided.filter(({ exceptionId }) => exceptionId === stuck).map(({ id }) => id)).toEqual(order);
    // each of the four left flight, and published one event that feedback has yet to process
    expect(await theException(stuck)).toMatchObject({ title: '4', events_in_flight: 100 });
    expect(await timeline(stuck)).toEqual(['RetryScheduled', ...Array<string>(4).fill('ExceptionResolved')]);
    expect(await waiting()).toEqual([]);
  });

  it('is tried as often as the policy says, then dead-lettered; the events behind it continue', async () => {
    const id = await anException();
    const [bad, good] = [aRecord(TENANT, id), aRecord(TENANT, id)];
    const badId = bad.message.headers?.ce_id?.toString();
    const agent: DecidingAgent = {
      decide: (event, file) => {
        if (event.id === badId) throw new RetryableError('away', 'not there');
        return countingAgent.decide(event, file);
      },
    };
    const { processor, producer } = createProcessor(agent, transactions);

    await processor.process([bad, good]);
    await processor.retry(await due());
    const last = await processor.retry(await due());
    await processor.retry(await due());

    expect(last).toMatchObject({ deadLetters: 1, retried: 0 });
    expect(await timeline(id)).toEqual(['RetryScheduled', 'RetryScheduled', 'DeadLettered', 'ExceptionResolved']);
    expect(producer.published.filter(({ eventType }) => eventType === 'DeadLettered')).toHaveLength(1);
    expect(new Set(producer.published.map(({ eventId }) => eventId)).size).toBe(4);
    const letters = await database.asOwner('select * from dead_letter_event where exception_id = $1', [id]);
    expect(letters).toMatchObject([{ attempts: 3, error_code: 'away', offset: bad.message.offset, status: 'pending' }]);
    expect(await theException(id)).toMatchObject({ title: '1', events_in_flight: 99 });
    expect(await waiting()).toEqual([]);
  });

  it('that turns into a permanent one is dead-lettered at once', async () => {
    const id = await anException();
    let error: Error = new RetryableError('away', 'not there');
    const agent: DecidingAgent = {
      decide: () => {
        throw error;
      },
    };
    const { processor } = createProcessor(agent, transactions);
    await processor.process([aRecord(TENANT, id)]);
    error = new PermanentError('gone', 'never again');

    await processor.retry(await due());

    expect(await timeline(id)).toEqual(['RetryScheduled', 'DeadLettered']);
    expect(await waiting()).toEqual([]);
  });

  it('with one attempt allowed never waits', async () => {
    const id = await anException();
    const once = { ...QUICK_RETRIES, maxAttempts: 1 };
    const { processor } = createProcessor(new Outage(id), transactions, new RememberingProducer(), once);

    expect(await processor.process([aRecord(TENANT, id)])).toMatchObject({ deadLetters: 1, retried: 0 });
  });

  it('comes back as a duplicate when its record does, and is announced again under the same id', async () => {
    const id = await anException();
    const outage = new Outage(id);
    const { processor, producer } = createProcessor(outage, transactions);
    const records = [aRecord(TENANT, id), aRecord(TENANT, id)];
    await processor.process(records);
    const [announced] = producer.published;

    const report = await processor.process(records);

    expect(report).toMatchObject({ duplicates: 2, retried: 0, parked: 0 });
    expect(producer.published.map(({ eventId }) => eventId)).toEqual([announced?.eventId, announced?.eventId]);
    expect(await waiting()).toHaveLength(2);

    outage.end();
    await processor.retry(await due());
    await processor.retry(await due());
    expect(await processor.process(records)).toMatchObject({ duplicates: 2, processed: 0 });
    expect(await theException(id)).toMatchObject({ title: '2' });
  });

  it('loses nothing when Kafka is unreachable between commit and publish, and keeps the order', async () => {
    const id = await anException();
    const outage = new Outage(id);
    const { processor, producer } = createProcessor(outage, transactions);
    await processor.process([aRecord(TENANT, id), aRecord(TENANT, id)]);
    outage.end();
    const claimed = await due();
    producer.failNext = true;

    await expect(processor.retry(claimed)).rejects.toThrow('Kafka is away');
    // the decision is stored, but the events behind it continue only when its events are published
    expect(await waiting()).toHaveLength(2);
    expect(await due()).toEqual([]);
    expect(await processor.process([aRecord(TENANT, id)])).toMatchObject({ parked: 1 });
    await processor.retry(claimed);
    await processor.retry(await due());
    await processor.retry(await due());

    const told = producer.published.filter(({ eventType }) => eventType === 'ExceptionResolved');
    expect(told.map(({ sequence }) => sequence)).toEqual([102, 103, 104]);
    expect(await theException(id)).toMatchObject({ title: '3' });
  });

  it('outlives the process: another replica continues with it, even after an abandoned claim', async () => {
    const id = await anException();
    const outage = new Outage(id);
    await createProcessor(outage, transactions).processor.process([aRecord(TENANT, id), aRecord(TENANT, id)]);
    outage.end();

    expect(await due()).toHaveLength(1);
    expect(await due()).toEqual([]);
    await database.asOwner(`update waiting_event set due_at = now() where due_at is not null`);
    const heir = createProcessor(outage, await database.connect('sentinai_triage')).processor;
    await heir.retry(await due());
    await heir.retry(await due());

    expect(await theException(id)).toMatchObject({ title: '2' });
    expect(await waiting()).toEqual([]);
  });

  it('takes effect once when two replicas have claimed the same event', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, anException));
    const outage = new Outage(...ids);
    const copies = [1, 2].map(() => createProcessor(outage, transactions).processor);
    await copies[0]?.process(ids.flatMap((id) => [aRecord(TENANT, id), aRecord(TENANT, id)]));
    outage.end();

    for (let pass = 0; pass < 2; pass += 1) {
      const claimed = await due();
      expect(claimed).toHaveLength(10);
      await Promise.all(copies.map((copy) => copy.retry(claimed)));
    }

    for (const id of ids) expect(await theException(id)).toMatchObject({ title: '2', events_in_flight: 100 });
    expect(await waiting()).toEqual([]);
  });

  it('leaves no event without a head while replicas park and release concurrently', async () => {
    const id = await anException();
    const outage = new Outage(id);
    const { processor } = createProcessor(outage, transactions);
    await processor.process([aRecord(TENANT, id)]);
    outage.end();
    const release = async () => {
      for (let pass = 0; pass < 60; pass += 1) await processor.retry(await due());
    };
    const arrive = async () => {
      for (let round = 0; round < 20; round += 1) await processor.process([aRecord(TENANT, id), aRecord(TENANT, id)]);
    };

    await Promise.all([release(), arrive()]);
    while ((await waiting()).length > 0) {
      expect((await waiting()).filter(({ due_at }) => due_at !== null)).toHaveLength(1);
      await processor.retry(await due());
    }

    expect(await theException(id)).toMatchObject({ title: '41', events_in_flight: 100 });
  });

  it("keeps the cleaned record and the position of another producer's event", async () => {
    const id = await anException();
    const outage = new Outage(id);
    const { processor } = createProcessor(outage, transactions);
    const foreign = () =>
      aRecord(TENANT, id, {
        headers: { ce_sequence: undefined, ce_source: '/elsewhere' },
        value: JSON.stringify({ ...normalized(), title: 'for jane@example.com' }),
      });
    const records = [foreign(), foreign()];

    await processor.process(records);
    await processor.process(records);

    expect(await timeline(id)).toEqual(['ExceptionNormalized', 'RetryScheduled', 'ExceptionNormalized']);
    expect(await theException(id)).toMatchObject({ events_in_flight: 102, event_count: 103 });
    const payloads = (await waiting()).map(({ payload }) => JSON.parse(String(payload)) as { title: string });
    expect(payloads.map(({ title }) => title)).toEqual(['for [REDACTED:email]', 'for [REDACTED:email]']);

    outage.end();
    await processor.retry(await due());
    await processor.retry(await due());
    expect((await timeline(id)).filter((type) => type === 'ExceptionNormalized')).toHaveLength(2);
    expect(await theException(id)).toMatchObject({ events_in_flight: 102, title: '2' });
  });

  describe('of an executing agent', () => {
    const calls: string[] = [];
    const tries: [attempt: number, last: boolean][] = [];
    let away = true;
    const agent: ExecutingAgent<string> = {
      begin: () => Promise.resolve(),
      execute: ({ event, attempt, isLastAttempt }) => {
        calls.push(event.id);
        tries.push([attempt, isLastAttempt]);
        return away ? Promise.reject(new RetryableError('away', 'not there')) : Promise.resolve(event.id);
      },
      conclude: (_matter, outcome) => ({ events: [resolved(outcome)] }),
      record: () => Promise.resolve(),
    };
    const idsOf = (...records: ReturnType<typeof aRecord>[]) =>
      records.map(({ message }) => message.headers?.ce_id?.toString());

    it('calls nothing behind a waiting event, and knows the attempt number', async () => {
      const id = await anException();
      const { processor } = createProcessor(agent, transactions);
      const [first, second, third] = [aRecord(TENANT, id), aRecord(TENANT, id), aRecord(TENANT, id)];

      await processor.process([first, second]);
      await processor.process([third]);
      expect(calls).toEqual(idsOf(first));
      await processor.retry(await due());
      expect(tries).toEqual([
        [1, false],
        [2, false],
      ]);

      away = false;
      for (let pass = 0; pass < 3; pass += 1) await processor.retry(await due());
      expect(calls).toEqual(idsOf(first, first, first, second, third));
      expect(tries.at(2)).toEqual([3, true]);
      expect(await timeline(id)).toHaveLength(5);
    });
  });

  it('is separate for every consumer', async () => {
    const id = await anException();
    const { processor } = createProcessor(new Outage(id), transactions);
    await processor.process([aRecord(TENANT, id)]);

    expect(await dueNow(transactions, 'policy')).toEqual([]);
    expect(await due()).toHaveLength(1);
  });
});
