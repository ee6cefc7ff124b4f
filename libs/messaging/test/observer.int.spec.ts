/** An observer's processor on a real database, with a table of the observer's own. */
import { randomUUID } from 'node:crypto';
import { AuditRecorded, type EventEnvelope, ExceptionNormalized, HEADERS } from '@sentinai/contracts';
import {
  DeadLetterRepository,
  EventLogRepository,
  InboxRepository,
  ObserverRepository,
  type TenantTransactions,
  type Transaction,
  WaitingEventRepository,
} from '@sentinai/persistence';
import {
  type TestDatabase,
  createTenantConfigStore,
  createTestDatabase,
  createTestTenant,
} from '@sentinai/persistence/testing';
import { PermanentError, RetryableError, type ObservingAgent } from '../src/agent/index.ts';
import { ObserverProcessor } from '../src/observing/observer.processor.ts';
import { ObserverStore } from '../src/observing/observer.store.ts';
import type { ReceivedRecord } from '../src/runtime/received-batch.ts';
import { QUICK_RETRIES, RememberingWatch, aRecord, storeNewException } from './runtime.fixture.ts';

const TENANT = 'ACME';
const OPTIONS = { name: 'spec-observer', consumes: [ExceptionNormalized, AuditRecorded] };

/** Writes down what it sees, unless it was told to fail for an exception. */
class Diary implements ObservingAgent {
  readonly failing = new Map<string, Error>();

  async observe(tx: Transaction, events: readonly EventEnvelope[]): Promise<void> {
    await tx.run(WRITE, [
      events.map(({ tenantId }) => tenantId),
      events.map(({ exceptionId }) => exceptionId),
      events.map(({ id }) => id),
    ]);
    for (const { exceptionId } of events) {
      const failure = this.failing.get(exceptionId);
      if (failure) throw failure;
    }
  }

  async forget(): Promise<void> {}
}

const WRITE = {
  name: 'diary.write',
  text: 'insert into diary (tenant_id, exception_id, event_id) select * from unnest($1::varchar[], $2::varchar[], $3::uuid[])',
};

describe('an observer', () => {
  let database: TestDatabase;
  let transactions: TenantTransactions;
  const diary = new Diary();
  const watch = new RememberingWatch();

  beforeAll(async () => {
    database = await createTestDatabase();
    await createTestTenant(database, TENANT);
    await database.asOwner(`
      create table diary (page bigint generated always as identity, tenant_id varchar, exception_id varchar, event_id uuid);
      grant select, insert on diary to sentinai_triage;
      grant select on observer_rebuild to sentinai_triage;`);
    transactions = await database.connect('sentinai_triage');
  });
  afterEach(() => diary.failing.clear());
  afterAll(() => database.drop());

  const createProcessor = () =>
    new ObserverProcessor({
      options: OPTIONS,
      observer: diary,
      transactions,
      store: new ObserverStore(
        new EventLogRepository(),
        new InboxRepository(),
        new DeadLetterRepository(),
        new WaitingEventRepository(),
        createTenantConfigStore(),
        new ObserverRepository(),
      ),
      retries: QUICK_RETRIES,
      watch,
      clock: () => new Date(),
    });
  const process = (...records: ReceivedRecord[]) => createProcessor().process(records);

  const idOf = (record: ReceivedRecord): string => String(record.message.headers?.[HEADERS.id]);
  const aRecordOf = (exceptionId: string): ReceivedRecord => aRecord(TENANT, exceptionId);
  const aTenantRecord = (): ReceivedRecord => {
    const data = {
      actor_id: 'ann',
      action: 'tenant.suspended',
      subject_type: 'tenant',
      subject_id: TENANT,
      reason: null,
      before: null,
      after: null,
      request_id: null,
    };
    const headers = {
      [HEADERS.type]: AuditRecorded.type,
      [HEADERS.exceptionId]: undefined,
      [HEADERS.sequence]: undefined,
    };
    return { ...aRecord(TENANT, '', { headers, value: JSON.stringify(data) }), topic: AuditRecorded.topic };
  };

  /** Ids of the events that the diary has, in the order of writing. */
  const written = async (...exceptions: string[]): Promise<string[]> => {
    const rows = await database.asOwner<{ event_id: string }>(
      'select event_id from diary where exception_id = any ($1) order by page',
      [exceptions],
    );
    return rows.map((row) => row.event_id);
  };
  const waiting = () =>
    database.asOwner('select event_id, attempts from waiting_event where consumer = $1 order by id', [OPTIONS.name]);
  const lettersOf = (...records: ReceivedRecord[]) =>
    database.asOwner(
      'select event_id, error_code, attempts from dead_letter_event where event_id = any ($1) order by id',
      [records.map(idOf)],
    );
  /** Claims what is due and retries it, as the retry loop does. */
  const retryAll = async (): Promise<void> => {
    const now = new Date();
    const until = new Date(now.getTime() + 30_000);
    const repository = new WaitingEventRepository();
    const claimed = await transactions.run([TENANT], (tx) =>
      repository.claim(tx, OPTIONS.name, { now, until, limit: 100 }),
    );
    await createProcessor().retry(claimed);
  };

  it('sees every event once and in order, those about tenants too, though records come again', async () => {
    const id = `EX-${randomUUID()}`;
    const records = [aRecordOf(id), aTenantRecord(), aRecordOf(id)];

    expect(await process(...records)).toMatchObject({ processed: 3, duplicates: 0 });
    expect(await process(...records, aRecordOf(id))).toMatchObject({ processed: 1, duplicates: 3 });

    expect((await written(id)).slice(0, 2)).toEqual(
      [records[0], records[2]].map((record) => idOf(record as ReceivedRecord)),
    );
    expect(await written(id)).toHaveLength(3);
    expect(await written('')).toEqual([idOf(records[1] as ReceivedRecord)]);
  });

  it('takes no lock on the exception: it goes on while somebody holds it', async () => {
    const id = await storeNewException(database, TENANT);
    await database.asOwner('begin');
    await database.asOwner('select 1 from exception where exception_id = $1 for update', [id]);

    expect(await process(aRecordOf(id))).toMatchObject({ processed: 1 });

    await database.asOwner('rollback');
    const [row] = await database.asOwner('select events_in_flight from exception where exception_id = $1', [id]);
    expect(row).toEqual({ events_in_flight: 100 });
  });

  it('sets aside the event at fault alone, and sees the others once', async () => {
    const [bad, good] = [`EX-${randomUUID()}`, `EX-${randomUUID()}`];
    diary.failing.set(bad, new PermanentError('not_for_me', 'No page for this'));
    const records = [aRecordOf(good), aRecordOf(bad), aRecordOf(good), aRecordOf(good)];

    expect(await process(...records)).toMatchObject({ processed: 3, deadLetters: 1 });

    expect(await written(good)).toEqual([records[0], records[2], records[3]].map((one) => idOf(one as ReceivedRecord)));
    expect(await written(bad)).toEqual([]);
    expect(await lettersOf(records[1] as ReceivedRecord)).toMatchObject([{ error_code: 'not_for_me', attempts: 1 }]);
    expect(await process(records[1] as ReceivedRecord)).toMatchObject({ duplicates: 1 });
  });

  it('retries an event later, with the later events of its exception behind it; other exceptions go on', async () => {
    const [slow, other] = [`EX-${randomUUID()}`, `EX-${randomUUID()}`];
    diary.failing.set(slow, new RetryableError('not_yet', 'The page is wet'));
    const records = [aRecordOf(slow), aRecordOf(other), aRecordOf(slow)];

    expect(await process(...records)).toMatchObject({ processed: 1, retried: 1, parked: 1 });
    expect(await process(aRecordOf(other))).toMatchObject({ processed: 1 });
    expect(await waiting()).toMatchObject([{ attempts: 1 }, { attempts: 0 }]);
    diary.failing.clear();
    await retryAll();
    await retryAll();

    expect(await written(slow)).toEqual([records[0], records[2]].map((one) => idOf(one as ReceivedRecord)));
    expect(await waiting()).toEqual([]);
  });

  it('gives up after the last attempt', async () => {
    const id = `EX-${randomUUID()}`;
    diary.failing.set(id, new RetryableError('not_yet', 'The page is wet'));
    const record = aRecordOf(id);
    await process(record);
    for (let attempt = 2; attempt <= QUICK_RETRIES.maxAttempts; attempt += 1) await retryAll();

    expect(await lettersOf(record)).toMatchObject([{ error_code: 'not_yet', attempts: QUICK_RETRIES.maxAttempts }]);
    expect(await waiting()).toEqual([]);
  });

  it('keeps what it cannot read', async () => {
    const record = aRecord(TENANT, `EX-${randomUUID()}`, { value: '{' });

    expect(await process(record)).toMatchObject({ deadLetters: 1 });
    expect(await lettersOf(record)).toMatchObject([{ error_code: 'invalid_json' }]);
  });

  it('sees an event once, though two copies get it at the same time', async () => {
    const id = `EX-${randomUUID()}`;
    const records = Array.from({ length: 20 }, () => aRecordOf(id));

    const reports = await Promise.all([process(...records), process(...records)]);

    expect(reports.map(({ processed }) => processed).sort((one, another) => one - another)).toEqual([0, 20]);
    expect(await written(id)).toHaveLength(20);
  });

  it('does not blame an event for an error of the database', async () => {
    const id = `EX-${randomUUID()}`;
    const record = aRecordOf(id);
    diary.failing.set(id, Object.assign(new Error('deadlock detected'), { code: '40P01' }));

    await expect(process(record)).rejects.toThrow('deadlock detected');
    expect(await lettersOf(record)).toEqual([]);
  });
});
