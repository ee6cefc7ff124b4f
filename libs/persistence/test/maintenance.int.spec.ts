import { loadConfig } from '@sentinai/service-kit';
import { Client } from 'pg';
import {
  EventLogRepository,
  type RetentionSettings,
  type StoredEvent,
  type TenantTransactions,
  maintain,
  maintenanceConfig,
} from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';
import { aStoredEvent, noon } from './stored-event.builder.ts';
import { insertRow, tenantTables } from './table-rows.ts';

const DAY_MS = 86_400_000;
const partitionOf = (parent: string, daysFromToday: number): string =>
  `${parent}_${noon(daysFromToday).toISOString().slice(0, 10).replaceAll('-', '')}`;

describe('the maintenance job', () => {
  const settings: RetentionSettings = {
    ...loadConfig(maintenanceConfig, {}),
    eventRetentionMs: 10 * DAY_MS,
    inboxRetentionMs: 5 * DAY_MS,
  };
  const log = new EventLogRepository();
  let database: TestDatabase;
  let transactions: TenantTransactions;
  let sequence = 0;

  beforeEach(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_triage');
  });
  afterEach(() => database.drop());

  const run = (changed: Partial<RetentionSettings> = {}) => maintain(database.ownerUrl, { ...settings, ...changed });
  const append = (facts: Partial<StoredEvent> = {}): Promise<void> =>
    transactions.run(['ACME'], (tx) => log.append(tx, [aStoredEvent({ sequence: (sequence += 1), ...facts })]));
  const partitions = async (parent: string): Promise<string[]> =>
    (
      await database.asOwner<{ name: string }>(
        `select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by name`,
        [parent],
      )
    ).map(({ name }) => name);
  const countOf = async (table: string): Promise<number> =>
    (await database.asOwner<{ count: number }>(`select count(*)::integer as count from ${table}`))[0]?.count ?? -1;
  /** Holds locks as a long report or a backup would: in a transaction that stays open. */
  const holding = async <T>(sql: string, work: () => Promise<T>): Promise<T> => {
    const reader = new Client({ connectionString: database.ownerUrl });
    await reader.connect();
    try {
      await reader.query('begin');
      await reader.query(sql);
      return await work();
    } finally {
      await reader.end();
    }
  };
  /** Appends events one after the other until `work` is done. @throws when one waits for a lock longer than a second */
  const appendingDuring = async <T>(work: Promise<T>): Promise<T> => {
    let finished = false;
    const done = work.finally(() => (finished = true));
    while (!finished) {
      await transactions.run(['ACME'], async (tx) => {
        await tx.run({ name: '', text: `set local lock_timeout = '1s'` });
        await log.append(tx, [aStoredEvent({ sequence: (sequence += 1) })]);
      });
    }
    return done;
  };

  it('drops what is older than its retention, of either log, and nothing else', async () => {
    await database.asOwner('select ensure_partitions(12, 14)');
    await append({ createdAt: noon(-12) });
    await append({ createdAt: noon(-9) });

    const { dropped, problems } = await run();

    const expired = (parent: string, days: number[]): string[] => days.map((day) => partitionOf(parent, -day));
    expect(dropped).toEqual([
      ...expired('event_processing', [12, 11, 10, 9, 8, 7, 6]),
      ...expired('exception_event', [12, 11]),
    ]);
    expect(problems).toEqual([]);
    expect(await partitions('exception_event')).toContain(partitionOf('exception_event', -10));
    expect(await partitions('event_processing')).toContain(partitionOf('event_processing', -5));
    expect(await countOf('exception_event')).toBe(1);
  });

  it('creates the partitions ahead', async () => {
    const missing = partitionOf('exception_event', 14);
    await database.asOwner(`drop table ${missing}`);

    expect((await run()).made).toEqual([missing]);
    expect((await run()).made).toEqual([]);
  });

  it('gives up on a partition that a long reader has locked, reports it, and makes nobody wait', async () => {
    await database.asOwner('select ensure_partitions(11, 14)');
    const held = partitionOf('exception_event', -11);

    const { problems } = await holding(`select * from ${held}`, () => appendingDuring(run()));

    expect(problems).toEqual([`${held} has expired, but is in use: the lock to drop it was not available`]);
    expect(await partitions('exception_event')).toContain(held);
    expect((await run()).dropped).toEqual([held]);
  });

  it('also gives up when a reader has locked the whole log; inserts wait a moment each time', async () => {
    await database.asOwner('select ensure_partitions(11, 14)');

    const { problems } = await holding('lock table only exception_event in access share mode', () =>
      appendingDuring(run()),
    );

    expect(problems).toHaveLength(1);
  });

  it('keeps a day with unpublished events', async () => {
    await database.asOwner('select ensure_partitions(11, 14)');
    await database.asOwner(
      `insert into outbox (producer, shard, tenant_id, exception_id, sequence, event_time) values ('intake', 1, 'ACME', 'EX-1', 1, $1)`,
      [noon(-11)],
    );

    const { dropped, problems } = await run();

    expect(dropped).not.toContain(partitionOf('exception_event', -11));
    expect(problems).toEqual([
      `${partitionOf('exception_event', -11)} has expired, but contains events that have not been published`,
    ]);
  });

  it('freezes the days that are over, once', async () => {
    await database.asOwner('select ensure_partitions(3, 14)');
    await append({ createdAt: noon(-3) });
    const days = ['event_processing', 'exception_event'].flatMap((parent) =>
      [-3, -2].map((day) => partitionOf(parent, day)),
    );

    expect((await run()).frozen).toEqual(expect.arrayContaining(days));
    expect((await run()).frozen).toEqual([]);

    await append({ createdAt: noon(-3) });
    await database.asOwner(`analyze ${partitionOf('exception_event', -3)}`);
    expect((await run()).frozen).toEqual([partitionOf('exception_event', -3)]);
  });

  it('does nothing while another one is at work', async () => {
    const reports = await holding('select pg_advisory_lock(7305412)', () => Promise.all([run(), run()]));

    expect(reports.map(({ busy, made }) => [busy, made])).toEqual([
      [true, []],
      [true, []],
    ]);
    expect((await run()).busy).toBe(false);
  });

  it('refuses an inbox that would outlive the log', async () => {
    await expect(run({ inboxRetentionMs: 11 * DAY_MS })).rejects.toThrow('INBOX_RETENTION is longer');
  });

  describe('deletes', () => {
    it('expired ingest keys, in as many batches as needed', async () => {
      await database.asOwner(`
        insert into ingest_key (tenant_id, key, request_hash, exception_id, event_id, event_type, created_at)
        select 'ACME', gen_random_uuid(), gen_random_uuid(), 'EX-1', gen_random_uuid(), 'ExceptionIngested',
          now() - interval '30 days' - (n - 3) * interval '1 minute'
        from generate_series(1, 25000) as n`);

      expect((await run()).deleted).toMatchObject({ ingest_key: 24_998 });
      expect(await countOf('ingest_key')).toBe(2);
    });

    it('dead letters that were closed long ago', async () => {
      const columns = (await tenantTables(database)).get('dead_letter_event') ?? [];
      const closed = [
        ['pending', 400],
        ['retrying', 400],
        ['succeeded', 91],
        ['discarded', 91],
        ['succeeded', 89],
      ];
      for (const [status, days] of closed) {
        await database.asOwner(insertRow('dead_letter_event', columns, 'ACME'));
        await database.asOwner(
          `update dead_letter_event set status = $1, updated_at = now() - $2 * interval '1 day' where id = lastval()`,
          [status, days],
        );
      }

      expect((await run()).deleted).toMatchObject({ dead_letter_event: 2 });
      const left = await database.asOwner('select status from dead_letter_event order by status');
      expect(left.map(({ status }) => status)).toEqual(['pending', 'retrying', 'succeeded']);
    });

    it('events in the default partition, but none of a living exception', async () => {
      const columns = (await tenantTables(database)).get('exception') ?? [];
      for (const [exceptionId, updatedDaysAgo, inFlight] of [
        ['settled', 11, 0],
        ['touched', 9, 0],
        ['in flight', 11, 1],
      ]) {
        await database.asOwner(insertRow('exception', columns, 'ACME'));
        await database.asOwner(
          `update exception set exception_id = $1, updated_at = now() - $2 * interval '1 day', events_in_flight = $3
           where exception_id not in ('settled', 'touched', 'in flight')`,
          [exceptionId, updatedDaysAgo, inFlight],
        );
        await append({ exceptionId: String(exceptionId), createdAt: noon(-20) });
      }

      expect((await run()).deleted).toMatchObject({ exception_event_default: 1 });
      const left = await database.asOwner('select exception_id as id from exception_event order by id');
      expect(left.map(({ id }) => id)).toEqual(['in flight', 'touched']);
    });

    it('inbox rows in the default partition that were processed long ago, however old the event is', async () => {
      await database.asOwner(
        `insert into event_processing (consumer, event_id, event_time, tenant_id, exception_id, status, processed_at)
         select 'triage', gen_random_uuid(), $1, 'ACME', 'EX-1', 'processed', now() - days * interval '1 day'
         from unnest(array[4, 6]) as days`,
        [noon(-300)],
      );

      expect((await run()).deleted).toMatchObject({ event_processing_default: 1 });
      expect(await countOf('event_processing')).toBe(1);
    });
  });
});

describe('a new partition', () => {
  it('is vacuumed for its inserts only by the job', async () => {
    const database = await createTestDatabase();
    await database.asOwner('select ensure_partitions(1, 15)');

    const untuned = await database.asOwner(
      `select relname from pg_class where relispartition and relkind = 'r' and relname ~ '_[0-9]{8}$'
         and not coalesce(reloptions, '{}') @> array['autovacuum_vacuum_insert_threshold=-1']`,
    );

    expect(untuned).toEqual([]);
    await database.drop();
  });
});
