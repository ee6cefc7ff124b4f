/**
 * The life of a dead letter: when it is redriven, it closes once its event has been processed, and reopens when it
 * fails.
 */
import { randomUUID } from 'node:crypto';
import { DEAD_LETTER_HEADER } from '@sentinai/contracts';
import { DeadLetterDecisions, type TenantTransactions, UNKNOWN_TENANT } from '@sentinai/persistence';
import { type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import { type DecidingAgent, PermanentError, RetryableError } from '../src/index.ts';
import type { ReceivedRecord } from '../src/runtime/received-batch.ts';
import { dueNow } from './retry.fixture.ts';
import { aRecord, countingAgent, createProcessor, normalized, storeException } from './runtime.fixture.ts';

const TENANT = 'ACME';

describe('a dead letter', () => {
  let database: TestDatabase;
  let transactions: TenantTransactions;
  let governance: TenantTransactions;
  const decisions = new DeadLetterDecisions();

  /** The agent's failure; undefined when it decides. */
  let failure: Error | undefined;
  const agent: DecidingAgent = {
    decide: (event, file) => {
      if (failure) throw failure;
      return countingAgent.decide(event, file);
    },
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    await createTestTenant(database, TENANT);
    transactions = await database.connect('sentinai_triage');
    governance = await database.connect('sentinai_governance');
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    failure = undefined;
  });

  const processor = () => createProcessor(agent, transactions).processor;
  const entriesOf = (id: string) =>
    database.asOwner<Record<string, unknown> & { id: string }>(
      'select * from dead_letter_event where key = $1 order by id',
      [`${TENANT}:${id}`],
    );
  const theEntry = async (id: string) => {
    const entries = await entriesOf(id);
    expect(entries).toHaveLength(1);
    return entries[0];
  };
  const theException = async (id: string) =>
    (await database.asOwner<Record<string, unknown>>('select * from exception where exception_id = $1', [id]))[0];
  const inbox = async (record: ReceivedRecord) =>
    (
      await database.asOwner<Record<string, unknown>>('select * from event_processing where event_id = $1', [
        record.message.headers?.ce_id?.toString(),
      ])
    )[0];

  /** Stores an exception, and an event of it that has been dead-lettered. */
  const aDeadEvent = async (options = {}) => {
    const id = `EX-${randomUUID()}`;
    await storeException(database, TENANT, id);
    const record = aRecord(TENANT, id, options);
    failure = new PermanentError('broken', 'it is broken');
    await processor().process([record]);
    failure = undefined;
    return { id, record };
  };

  /** Redrives a dead letter, as the command does, and returns the record that comes back. */
  const tryAgain = async (entryId: string, by = 'ann'): Promise<ReceivedRecord> => {
    const [dead] = await governance.run([TENANT, UNKNOWN_TENANT], (tx) =>
      decisions.retry(tx, [entryId], { by, now: new Date() }),
    );
    if (!dead) throw new Error(`Entry ${entryId} is not tried again`);
    const came = aRecord(TENANT, 'any');
    const key = dead.key === null ? null : Buffer.from(dead.key);
    const headers = { ...dead.headers, [DEAD_LETTER_HEADER]: dead.id };
    const { offset, timestamp, attributes } = came.message;
    return {
      topic: dead.topic,
      partition: 0,
      message: { key, value: dead.payload, headers, offset, timestamp, attributes },
    };
  };

  it('is redriven, and closes when its event has been processed', async () => {
    const { id, record } = await aDeadEvent();
    const entry = await theEntry(id);
    expect(await theException(id)).toMatchObject({ events_in_flight: 99 });

    const back = await tryAgain(entry?.id ?? '');
    expect(await theEntry(id)).toMatchObject({ status: 'retrying', retries: 1, resolved_by: 'ann', counted: true });
    expect(await theException(id)).toMatchObject({ events_in_flight: 100 });
    const report = await processor().process([back]);

    expect(report).toMatchObject({ processed: 1, deadLetters: 0 });
    expect(await theEntry(id)).toMatchObject({ status: 'succeeded', counted: false, resolved_at: expect.any(Date) });
    // the event left flight, and published one that feedback has yet to process
    expect(await theException(id)).toMatchObject({ title: '1', events_in_flight: 100 });
    expect(await inbox(record)).toMatchObject({ status: 'processed', first_sequence: 102, last_sequence: 102 });
  });

  it('changes nothing when its record, or the original one, comes back once more', async () => {
    const { id, record } = await aDeadEvent();
    const back = await tryAgain((await theEntry(id))?.id ?? '');
    await processor().process([back]);

    expect(await processor().process([back, record])).toMatchObject({ duplicates: 1, processed: 0 });
    expect(await theException(id)).toMatchObject({ title: '1' });
    expect(await theEntry(id)).toMatchObject({ status: 'succeeded' });
  });

  it('reopens when it fails again: no second dead letter, all attempts, the new error', async () => {
    const { id, record } = await aDeadEvent();
    const back = await tryAgain((await theEntry(id))?.id ?? '');
    failure = new PermanentError('worse', 'it is worse now');
    await processor().process([back]);
    await processor().process([back]);

    expect(await theEntry(id)).toMatchObject({
      status: 'pending',
      error_code: 'worse',
      error: 'it is worse now',
      attempts: 2,
      retries: 1,
      counted: false,
      offset: record.message.offset,
    });
    expect(await theException(id)).toMatchObject({ events_in_flight: 99 });
    const ids = await database.asOwner<{ event_id: string }>(
      `select event_id from exception_event where exception_id = $1 and event_type = 'DeadLettered'`,
      [id],
    );
    expect(new Set(ids.map(({ event_id }) => event_id)).size).toBe(2);

    failure = undefined;
    await processor().process([await tryAgain((await theEntry(id))?.id ?? '')]);
    expect(await theEntry(id)).toMatchObject({ status: 'succeeded', retries: 2, attempts: 2 });
  });

  it('waits like any other event after a retryable failure, and closes later', async () => {
    const { id } = await aDeadEvent();
    const back = await tryAgain((await theEntry(id))?.id ?? '');
    failure = new RetryableError('away', 'not there');
    await processor().process([back]);
    await processor().process([back]);

    expect(await theEntry(id)).toMatchObject({ status: 'retrying' });
    expect(await theException(id)).toMatchObject({ events_in_flight: 100 });
    failure = undefined;
    await processor().retry(await dueNow(transactions, 'triage'));

    expect(await theEntry(id)).toMatchObject({ status: 'succeeded' });
    expect(await theException(id)).toMatchObject({ title: '1', events_in_flight: 100 });
  });

  it('reopens after the last attempt of a retry', async () => {
    const { id } = await aDeadEvent();
    const back = await tryAgain((await theEntry(id))?.id ?? '');
    failure = new RetryableError('away', 'not there');
    await processor().process([back]);
    await processor().retry(await dueNow(transactions, 'triage'));
    await processor().retry(await dueNow(transactions, 'triage'));

    expect(await theEntry(id)).toMatchObject({ status: 'pending', attempts: 4, error_code: 'away' });
    expect(await theException(id)).toMatchObject({ events_in_flight: 99 });
    expect(await database.asOwner('select * from waiting_event')).toEqual([]);
  });

  it('counts once when a process dies before publishing and another publishes', async () => {
    const { id } = await aDeadEvent();
    const entry = await theEntry(id);
    await tryAgain(entry?.id ?? '');
    const again = await tryAgain(entry?.id ?? '', 'bob');

    expect(await theException(id)).toMatchObject({ events_in_flight: 100 });
    expect(await theEntry(id)).toMatchObject({ retries: 1, resolved_by: 'ann' });
    await processor().process([again, again]);
    expect(await theException(id)).toMatchObject({ title: '1', events_in_flight: 100 });
  });

  it('takes effect once when two replicas of the worker get its record', async () => {
    const { id } = await aDeadEvent();
    const back = await tryAgain((await theEntry(id))?.id ?? '');

    await Promise.all([processor().process([back]), processor().process([back])]);

    expect(await theException(id)).toMatchObject({ title: '1', events_in_flight: 100 });
    expect(await theEntry(id)).toMatchObject({ status: 'succeeded' });
  });

  it('waits behind a waiting event of its exception', async () => {
    const { id } = await aDeadEvent();
    failure = new RetryableError('away', 'not there');
    await processor().process([aRecord(TENANT, id)]);
    failure = undefined;

    expect(await processor().process([await tryAgain((await theEntry(id))?.id ?? '')])).toMatchObject({ parked: 1 });
    expect(await theEntry(id)).toMatchObject({ status: 'retrying' });
    await processor().retry(await dueNow(transactions, 'triage'));
    await processor().retry(await dueNow(transactions, 'triage'));

    expect(await theEntry(id)).toMatchObject({ status: 'succeeded' });
    expect(await theException(id)).toMatchObject({ title: '2', events_in_flight: 100 });
  });

  it('is not affected by a forged header', async () => {
    const { id, record } = await aDeadEvent();
    const other = await aDeadEvent();
    const { key, value, headers, offset, timestamp, attributes } = record.message;
    const forged = (deadLetterId: string): ReceivedRecord => ({
      ...record,
      message: {
        key,
        value,
        headers: { ...headers, [DEAD_LETTER_HEADER]: deadLetterId },
        offset,
        timestamp,
        attributes,
      },
    });
    const otherEntry = (await theEntry(other.id))?.id ?? '';
    await tryAgain(otherEntry);

    for (const header of [(await theEntry(id))?.id ?? '', otherEntry, '999999', 'nonsense']) {
      expect(await processor().process([forged(header)])).toMatchObject({ duplicates: 1, processed: 0 });
    }
    expect(await theEntry(id)).toMatchObject({ status: 'pending' });
    expect(await theEntry(other.id)).toMatchObject({ status: 'retrying' });
  });

  it('of an unreadable record reopens unchanged', async () => {
    const id = `EX-${randomUUID()}`;
    await storeException(database, TENANT, id);
    await processor().process([aRecord(TENANT, id, { value: 'not JSON' })]);
    const back = await tryAgain((await theEntry(id))?.id ?? '');
    expect(await theException(id)).toMatchObject({ events_in_flight: 101 });

    expect(await processor().process([back])).toMatchObject({ deadLetters: 1 });
    expect(await processor().process([back])).toMatchObject({ deadLetters: 0, duplicates: 1 });

    expect(await theEntry(id)).toMatchObject({ status: 'pending', attempts: 2, error_code: 'invalid_json' });
    expect(await theException(id)).toMatchObject({ events_in_flight: 100 });
  });

  it('of a missing tenant closes once the tenant exists', async () => {
    const tenant = `T-${randomUUID()}`;
    const record = aRecord(tenant, 'EX-1', { headers: { ce_sequence: undefined, ce_source: '/elsewhere' } });
    await processor().process([record]);
    const [entry] = await database.asOwner<{ id: string }>('select * from dead_letter_event where key = $1', [
      `${tenant}:EX-1`,
    ]);
    expect(entry).toMatchObject({ tenant_id: UNKNOWN_TENANT, error_code: 'exception_not_found' });

    await createTestTenant(database, tenant);
    await storeException(database, tenant, 'EX-1');
    await processor().process([await tryAgain(entry?.id ?? '')]);

    const row = 'select * from exception where tenant_id = $1';
    expect(await database.asOwner(row, [tenant])).toMatchObject([{ title: '1', event_count: 102 }]);
    expect(await database.asOwner('select status from dead_letter_event where id = $1', [entry?.id])).toEqual([
      { status: 'succeeded' },
    ]);
    // its arrival and its effect: feedback has yet to process the latter
    expect(await database.asOwner(row, [tenant])).toMatchObject([{ events_in_flight: 101 }]);
  });

  it('of another producer arrives once, and stays as clean as it was stored', async () => {
    const id = `EX-${randomUUID()}`;
    await storeException(database, TENANT, id);
    failure = new PermanentError('broken', 'it is broken');
    const headers = { ce_sequence: undefined, ce_source: '/elsewhere' };
    const value = JSON.stringify({ ...normalized(), title: 'for jane@example.com' });
    await processor().process([aRecord(TENANT, id, { headers, value })]);
    failure = undefined;
    const entry = await theEntry(id);
    expect(JSON.parse(String(entry?.payload))).toMatchObject({ title: 'for [REDACTED:email]' });
    expect(await theException(id)).toMatchObject({ events_in_flight: 100 });

    await processor().process([await tryAgain(entry?.id ?? '')]);

    const types = await database.asOwner<{ event_type: string }>(
      'select event_type from exception_event where exception_id = $1 order by sequence',
      [id],
    );
    expect(types.map(({ event_type }) => event_type)).toEqual([
      'ExceptionNormalized',
      'DeadLettered',
      'ExceptionResolved',
    ]);
    expect(await theException(id)).toMatchObject({ events_in_flight: 101 });
  });

  it('that was discarded stays so', async () => {
    const { id } = await aDeadEvent();
    const entry = (await theEntry(id))?.id ?? '';
    const discard = (reason: string) =>
      governance.run([TENANT], (tx) => decisions.discard(tx, [entry], { by: 'ann', reason, now: new Date() }));

    expect(await discard('a test order')).toMatchObject([{ id: entry, tenantId: TENANT, statusBefore: 'pending' }]);
    expect(await discard('another reason')).toEqual([]);
    await expect(tryAgain(entry)).rejects.toThrow('is not tried again');
    expect(await theEntry(id)).toMatchObject({ status: 'discarded', note: 'a test order', resolved_by: 'ann' });
  });
});
