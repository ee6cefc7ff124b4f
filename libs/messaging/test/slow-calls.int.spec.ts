/** Slow outside calls: they leave their batch, wait in the database, and come back when they are over. */
import { Metrics } from '@sentinai/service-kit';
import type { TenantTransactions } from '@sentinai/persistence';
import { type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import { type ExecutingAgent, type Matter, RetryableError } from '../src/index.ts';
import { WorkerMetrics } from '../src/metrics/worker.metrics.ts';
import { UnderwayCalls } from '../src/runtime/underway-calls.ts';
import { dueNow } from './retry.fixture.ts';
import { until } from './kafka.fixture.ts';
import { OPTIONS, aRecord, createProcessor, createRetryLoop, resolved, storeNewException } from './runtime.fixture.ts';

const TENANT = 'ACME';

/** Answers at once, except for exceptions that a test answers itself. */
class Outside implements ExecutingAgent<string> {
  readonly called: string[] = [];
  private readonly answers = new Map<string, PromiseWithResolvers<string>>();

  /** Makes the exception's calls wait until they are answered. */
  slow(exceptionId: string): PromiseWithResolvers<string> {
    const answer = Promise.withResolvers<string>();
    this.answers.set(exceptionId, answer);
    return answer;
  }

  begin = () => Promise.resolve();
  record = () => Promise.resolve();

  execute({ event }: Matter): Promise<string> {
    this.called.push(event.exceptionId);
    return this.answers.get(event.exceptionId)?.promise ?? Promise.resolve('at once');
  }

  conclude = (_matter: Matter, answer: string) => ({ patch: { title: answer }, events: [resolved(answer)] });
}

describe('a slow call', () => {
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
  const titleOf = async (id: string): Promise<unknown> =>
    (await database.asOwner<{ title: unknown }>('select title from exception where exception_id = $1', [id]))[0]?.title;
  const waiting = () =>
    database.asOwner<{ exception_id: string; attempts: number; due_at: Date | null }>(
      'select exception_id, attempts, due_at from waiting_event order by id',
    );

  function aWorker(outside: Outside, underway = new UnderwayCalls()) {
    const { processor, producer } = createProcessor(outside, transactions, undefined, undefined, null, underway);
    const loop = createRetryLoop(
      processor,
      transactions,
      new WorkerMetrics(new Metrics('test'), OPTIONS.name),
      underway,
    );
    loop.start();
    return { processor, underway, producer, loop };
  }

  it('leaves its batch, which continues without it, and is processed when it is over', async () => {
    const [slow, quick] = [await anException(), await anException()];
    const outside = new Outside();
    const answer = outside.slow(slow);
    const { processor, loop, producer } = aWorker(outside);

    const report = await processor.process([aRecord(TENANT, slow), aRecord(TENANT, quick)]);

    expect(report).toMatchObject({ processed: 1, parked: 1 });
    expect([await titleOf(slow), await titleOf(quick)]).toEqual([null, 'at once']);
    expect(await waiting()).toMatchObject([{ exception_id: slow, attempts: 0, due_at: expect.any(Date) }]);
    answer.resolve('at last');
    await until('it has landed', async () => (await waiting()).length === 0);
    await loop.stop();

    expect(await titleOf(slow)).toBe('at last');
    expect(outside.called.filter((id) => id === slow)).toHaveLength(1);
    expect(producer.published.map(({ exceptionId }) => exceptionId)).toEqual([quick, slow]);
  });

  it('holds back the later events of its exception, even those of later batches, in their order', async () => {
    const slow = await anException();
    const outside = new Outside();
    const answer = outside.slow(slow);
    const { processor, loop } = aWorker(outside);

    await processor.process([aRecord(TENANT, slow), aRecord(TENANT, slow)]);
    await processor.process([aRecord(TENANT, slow)]);

    expect(outside.called).toEqual([slow]);
    expect((await waiting()).map(({ due_at }) => due_at !== null)).toEqual([true, false, false]);
    answer.resolve('at last');
    await until('all are through', async () => (await waiting()).length === 0);
    await loop.stop();
    expect(outside.called).toEqual([slow, slow, slow]);
  });

  it('waits and is retried after a retryable failure', async () => {
    const slow = await anException();
    const outside = new Outside();
    const answer = outside.slow(slow);
    const { processor, loop } = aWorker(outside);
    await processor.process([aRecord(TENANT, slow)]);

    answer.reject(new RetryableError('away', 'not there'));
    await until('it was tried three times', () => Promise.resolve(outside.called.length === 3));
    await until('it is set aside', async () => (await waiting()).length === 0);
    await loop.stop();

    const letters = await database.asOwner('select attempts from dead_letter_event where exception_id = $1', [slow]);
    expect(letters).toEqual([{ attempts: 3 }]);
  });

  it('is made again by another replica when its worker has died', async () => {
    const slow = await anException();
    const dead = new Outside();
    dead.slow(slow);
    await createProcessor(dead, transactions).processor.process([aRecord(TENANT, slow)]);
    expect(await dueNow(transactions, 'triage')).toEqual([]);

    await database.asOwner(`update waiting_event set due_at = now()`);
    const other = new Outside();
    const { loop } = aWorker(other);
    await until('the other has made it', async () => (await titleOf(slow)) === 'at once');
    await loop.stop();
    expect(await waiting()).toEqual([]);
  });

  it('is not begun while its tenant has too many in progress', async () => {
    const crowd = await Promise.all(Array.from({ length: 7 }, anException));
    const outside = new Outside();
    const answers = crowd.map((id) => outside.slow(id));
    const { processor, underway, loop } = aWorker(outside, new UnderwayCalls({ perTenant: 5, total: 100 }));

    await processor.process(crowd.map((id) => aRecord(TENANT, id)));

    expect(outside.called).toHaveLength(5);
    expect(underway.room(TENANT)).toBe(0);
    expect(await waiting()).toHaveLength(7);
    for (const answer of answers) answer.resolve('at last');
    await until('all are through', async () => (await waiting()).length === 0);
    await loop.stop();
    expect(outside.called.toSorted()).toEqual(crowd.toSorted());
  });
});
