/** Search as a process on real PostgreSQL and Kafka, under its own database role. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ExceptionRecord } from '@sentinai/domain';
import { anException } from '@sentinai/domain/testing';
import { TestHost } from '@sentinai/messaging/testing';
import type { StoredEvent, TenantTransactions } from '@sentinai/persistence';
import { createTestTenant } from '@sentinai/persistence/testing';
import { ExceptionTextRepository } from '../src/exception-text.repository.ts';
import { searchConfig } from '../src/search.config.ts';
import { SearchModule } from '../src/search.module.ts';

const TENANT = 'TENANT_A';
const OTHER = 'TENANT_B';
const DAY_MS = 86_400_000;

const normalized = {
  domain: 'Test',
  source_system: 'Murex',
  exception_type: 'BREAK',
  entity: null,
  amount: null,
  title: null,
  occurred_at: new Date().toISOString(),
  occurred_at_source: 'given' as const,
  unreadable: [],
  source_updated_at: null,
  source_status: null,
  status: null,
  update: false,
  domain_pack_version: 1,
  raw_payload: {},
};

const deadLettered = {
  consumer: 'intake',
  topic: 'exceptions.ingested',
  partition: 0,
  offset: '1',
  event_id: null,
  event_type: 'ExceptionIngested',
  error_code: 'decision_failed',
  error: 'The amount is unreadable',
  fingerprint: 'f',
  attempts: 1,
};

interface Text {
  content: string;
  created_at: Date;
  /** Number of the transaction that wrote the row. */
  written: string;
}

describe('search', () => {
  let host: TestHost;
  let api: TenantTransactions;

  beforeAll(async () => {
    host = await TestHost.start(
      { name: 'search', config: searchConfig, module: SearchModule, role: 'sentinai_search' },
      async (database) => {
        await createTestTenant(database, TENANT);
        await createTestTenant(database, OTHER);
      },
    );
    api = await host.database.connect('sentinai_ops_api', { poolSize: 1 });
  });
  afterAll(() => host.stop());

  const anEntry = (exceptionId: string, facts: Partial<ExceptionRecord> = {}): ExceptionRecord =>
    anException()
      .with({ tenantId: TENANT, exceptionId, ...facts })
      .build();

  /** Stores the exception, announces it, and waits until that is observed. */
  async function announce(exception: ExceptionRecord): Promise<StoredEvent> {
    const event = await host.open(exception, 'ExceptionNormalized', normalized);
    await observed(event);
    return event;
  }

  /** Announces a later state of the exception, and waits until that is observed. */
  async function announceAgain(first: StoredEvent, facts: Partial<StoredEvent> = {}): Promise<void> {
    const event = { ...first, eventId: randomUUID(), sequence: 2, ...facts };
    await host.publish(event);
    await observed(event);
  }

  async function observed({ eventId }: StoredEvent): Promise<void> {
    const isObserved = async () => {
      const sql = `select 1 from event_processing where consumer = 'search' and status = 'processed' and event_id = $1`;
      return (await host.database.asOwner(sql, [eventId])).length > 0;
    };
    while (!(await isObserved())) await delay(20);
  }

  const textOf = async ({ tenantId, exceptionId }: ExceptionRecord): Promise<Text | undefined> => {
    const [row] = await host.database.asOwner<Text>(
      `select content, created_at, xmin::text as written from exception_text where tenant_id = $1 and exception_id = $2`,
      [tenantId, exceptionId],
    );
    return row;
  };

  /** Ids of the exceptions that have the text, according to the table alone. */
  const found = async (text: string): Promise<string[]> => {
    const rows = await host.database.asOwner<{ exception_id: string }>(
      'select exception_id from exception_text where tenant_id = $1 and content ilike $2 order by created_at',
      [TENANT, `%${text}%`],
    );
    return rows.map((row) => row.exception_id);
  };

  const retitle = ({ tenantId, exceptionId }: ExceptionRecord, title: string) =>
    host.database.asOwner('update exception set title = $3 where tenant_id = $1 and exception_id = $2', [
      tenantId,
      exceptionId,
      title,
    ]);

  it('finds an exception by its id, its entity and its title', async () => {
    const exception = anEntry('EX-WHOLE', { entity: 'Northwind Ltd', title: 'Late delivery' });
    await announce(exception);

    expect(await textOf(exception)).toMatchObject({
      content: 'EX-WHOLE\nNorthwind Ltd\nLate delivery',
      created_at: exception.createdAt,
    });
    expect(await found('x-who')).toEqual(['EX-WHOLE']);
    expect(await found('northwind')).toEqual(['EX-WHOLE']);
    expect(await found('DELIV')).toEqual(['EX-WHOLE']);
  });

  it('finds it by its id when it has neither entity nor title', async () => {
    await announce(anEntry('EX-BARE', { entity: null, title: null }));

    expect(await found('EX-BARE')).toEqual(['EX-BARE']);
  });

  it('finds it by the title that the source gave it last, and no longer by the one before', async () => {
    const exception = anEntry('EX-RENAMED', { title: 'Old heading' });
    const first = await announce(exception);
    await retitle(exception, 'New heading');
    await announceAgain(first);

    expect(await found('new heading')).toEqual(['EX-RENAMED']);
    expect(await found('old heading')).toEqual([]);
  });

  it('keeps the newest title, though an older event comes late', async () => {
    const exception = anEntry('EX-LATE', { title: 'Newest heading' });
    const event = await announce(exception);
    const data = { ...normalized, title: 'Outdated heading', update: true };
    await announceAgain(event, { payloadJson: JSON.stringify(data) });

    expect(await found('newest heading')).toEqual(['EX-LATE']);
    expect(await found('outdated heading')).toEqual([]);
  });

  it('writes nothing when entity and title are as before', async () => {
    const exception = anEntry('EX-SAME', { title: 'Same heading' });
    const event = await announce(exception);
    const before = await textOf(exception);
    await announceAgain(event);

    expect(await textOf(exception)).toEqual(before);
  });

  it('finds an exception whose state intake could not read', async () => {
    await observed(await host.open(anEntry('EX-UNREAD', { title: 'As submitted' }), 'DeadLettered', deadLettered));

    expect(await found('as submitted')).toEqual(['EX-UNREAD']);
  });

  it('keeps no text of an exception that is gone', async () => {
    const exception = anEntry('EX-GONE');
    const event = await announce(exception);
    await host.database.asOwner(`delete from exception where exception_id = 'EX-GONE'`);
    await host.database.asOwner(`delete from exception_text where exception_id = 'EX-GONE'`);
    await announceAgain(event);

    expect(await textOf(exception)).toBeUndefined();
  });

  it('is what ops-api reads, each tenant its own', async () => {
    await announce(anEntry('EX-MINE', { title: 'Shared heading' }));
    await announce(anEntry('EX-THEIRS', { tenantId: OTHER, title: 'Shared heading' }));
    const search = (tenant: string, asTenant: string) =>
      api.run([asTenant], (tx) =>
        tx.rows({ name: '', text: `select search_exceptions($1, '%shared heading%', null, null, 10) as id` }, [tenant]),
      );

    expect(await search(TENANT, TENANT)).toEqual([{ id: 'EX-MINE' }]);
    expect(await search(OTHER, OTHER)).toEqual([{ id: 'EX-THEIRS' }]);
    expect(await search(OTHER, TENANT)).toEqual([]);
  });

  it('forgets what it wrote about exceptions from a time on', async () => {
    const now = Date.now();
    const [old, young] = [
      anEntry('EX-OLD', { createdAt: new Date(now - 2 * DAY_MS) }),
      anEntry('EX-YOUNG', { createdAt: new Date(now) }),
    ];
    await announce(old);
    await announce(young);

    const own = await host.database.connect('sentinai_search', { poolSize: 1 });
    await own.run([TENANT], (tx) => new ExceptionTextRepository().forget(tx, new Date(now - DAY_MS)));

    expect(await textOf(old)).toBeDefined();
    expect(await textOf(young)).toBeUndefined();
  });
});
