/**
 * The cost of a round of each loop while ten thousand tenants are quiet: counted in pages that PostgreSQL touches,
 * which does not depend on the machine, and compared with the same round for a hundred tenants.
 */
import { ExceptionRepository, OutboxRepository, type TenantTransactions } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';

const FEW = 100;
const MANY = 10_000;
const NOW = new Date('2026-11-20T12:00:00Z');

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/**
 * Adds tenants, each with open exceptions whose clocks are not due, a finished job, and an event for another service
 * to publish.
 */
async function addTenants(from: number, to: number): Promise<void> {
  const tenant = `'T-' || lpad(n::text, 5, '0')`;
  const each = `from generate_series(${from}, ${to}) as n`;
  await database.asOwner(`
    insert into tenant (tenant_id, name) select ${tenant}, 'quiet' ${each};
    insert into exception (tenant_id, exception_id, domain, type, severity, status, stage, source_system, occurred_at, created_at,
      updated_at, payload, sla_deadline, sla_state, sla_next_at, timer_at, event_count, events_in_flight)
    select ${tenant}, 'EX-' || m, 'D', 'T', 'low', 'open', 'triaged', 's', now(), now(), now(), '{}',
      timestamptz '2027-01-01', 'running', timestamptz '2027-01-01', timestamptz '2027-01-01', 1, 0
    ${each} cross join generate_series(1, 3) as m;
    insert into bulk_job (tenant_id, job_id, command, arguments, status, created_by, created_at, items)
    select ${tenant}, gen_random_uuid(), 'comment', '{}', 'completed', 'ann', now(), 0 ${each};
    insert into outbox (producer, shard, tenant_id, event_time, tenant_event)
    select 'another', n % 16, ${tenant}, now(), '{}' ${each};
    analyze tenant, exception, bulk_job, outbox;
  `);
}

interface Plan {
  'QUERY PLAN': { Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }[];
}

/** Returns the pages that a query touches. The first query of a session reads the catalogue too. */
async function pagesOf(question: string): Promise<number> {
  await database.asOwner(question);
  const [row] = await database.asOwner<Plan>(`explain (analyze, buffers, format json) ${question}`);
  const plan = row?.['QUERY PLAN'][0]?.Plan;
  return (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
}

const QUESTIONS: Record<string, string> = {
  'the relay': `select tenants_with_outbox('intake', '', 500)`,
  'the backlog monitor': `select outbox_depth('intake', 100000)`,
  'the SLA clock': `select tenants_with_due_sla('${NOW.toISOString()}', 500)`,
  'the clock of steps': `select tenants_with_due_timers('${NOW.toISOString()}', 500)`,
  'the runner of bulk jobs': `select tenants_with_open_jobs('${NOW.toISOString()}')`,
  'the retries': `select tenants_with_due_events('triage', '${NOW.toISOString()}')`,
};

const costs = async (): Promise<Record<string, number>> => {
  const pages: Record<string, number> = {};
  for (const [loop, question] of Object.entries(QUESTIONS)) pages[loop] = await pagesOf(question);
  return pages;
};

describe('a round of a loop', () => {
  let few: Record<string, number>;
  let many: Record<string, number>;

  beforeAll(async () => {
    await addTenants(1, FEW);
    few = await costs();
    await addTenants(FEW + 1, MANY);
    many = await costs();
  }, 300_000);

  it.each(Object.keys(QUESTIONS))('costs %s no more for ten thousand quiet tenants than for a hundred', (loop) => {
    // An index with more rows is a page or two deeper, for each of the sixteen shards.
    expect(many[loop]).toBeLessThanOrEqual((few[loop] ?? 0) + 2 * 16);
    expect(many[loop]).toBeLessThan(100);
  });

  it('costs what is due, not what exists', async () => {
    await database.asOwner(`
      update exception set sla_next_at = '2026-11-20T11:00:00Z' where tenant_id in ('T-00007', 'T-09000') and exception_id = 'EX-1';
      insert into outbox (producer, shard, tenant_id, event_time, tenant_event)
      select 'intake', n % 16, 'T-0000' || n % 3, now(), '{}' from generate_series(1, 600) as n`);

    expect(await pagesOf(QUESTIONS['the SLA clock'] ?? '')).toBeLessThan(150);
    expect(await pagesOf(QUESTIONS['the relay'] ?? '')).toBeLessThan(600);
  });
});

describe('the tenants that have something due', () => {
  let monitor: TenantTransactions;
  let intake: TenantTransactions;
  const exceptions = new ExceptionRepository();
  const outbox = new OutboxRepository('intake');

  beforeAll(async () => {
    monitor = await database.connect('sentinai_sla_monitor', { poolSize: 2 });
    intake = await database.connect('sentinai_intake');
  });

  it('are those of rows that no other replica has locked', async () => {
    const due = (limit: number) =>
      monitor.runForDue(
        (tx) => exceptions.tenantsWithDueSla(tx, NOW, limit),
        (tx) => exceptions.lockDue(tx, NOW, limit).then((rows) => rows.map(({ tenantId }) => tenantId)),
      );
    const others: unknown[] = [];

    const first = await monitor.runForDue(
      (tx) => exceptions.tenantsWithDueSla(tx, NOW, 1),
      async (tx) => {
        others.push(await due(10));
        return (await exceptions.lockDue(tx, NOW, 1)).map(({ tenantId }) => tenantId);
      },
    );

    expect([first, ...others].flat().sort()).toEqual(['T-00007', 'T-09000']);
    expect(others).toHaveLength(1);
    expect((await due(10))?.sort()).toEqual(['T-00007', 'T-09000']);
  });

  it('come in limited numbers, in order, after the previous last one', async () => {
    const ask = (after: string, most: number) => intake.run([], (tx) => outbox.tenants(tx, after, most));

    expect(await ask('', 2)).toEqual(['T-00000', 'T-00001']);
    expect(await ask('T-00001', 2)).toEqual(['T-00002']);
    expect(await ask('T-00002', 2)).toEqual([]);
  });

  it('are visible to the services that need them, and reveal nothing else', async () => {
    expect(await intake.run([], (tx) => exceptions.lockDue(tx, NOW, 10))).toEqual([]);
    await expect(intake.run([], (tx) => exceptions.tenantsWithDueSla(tx, NOW, 10))).rejects.toThrow(
      'permission denied',
    );
    await expect(monitor.run([], (tx) => outbox.depth(tx, 10))).rejects.toThrow('permission denied');
  });
});
