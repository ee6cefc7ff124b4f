import { loadConfig } from '@sentinai/service-kit';
import { ExceptionRepository, maintain, maintenanceConfig } from '../src/index.ts';
import { type TestDatabase, createTestDatabase, createTestTenant } from '../src/testing/index.ts';
import { anException } from './exception.builder.ts';

const DAY_MS = 86_400_000;
const then = new Date(Date.now() - 45 * DAY_MS);
const LONG_DONE = { status: 'resolved', createdAt: then, updatedAt: then } as const;

describe('exceptions that are older than their tenant keeps them', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    // What a policy pack says, what a tenant has set over it, and neither.
    await createTestTenant(database, 'PACK', { tenantPack: { retention_days: 30 } });
    await createTestTenant(database, 'OWN', { tenantPack: { retention_days: 30 } });
    await createTestTenant(database, 'NEITHER');
    await database.asOwner(`update tenant set retention_days = 60 where tenant_id = 'OWN'`);
  });
  afterAll(() => database.drop());
  afterEach(() => database.asOwner('truncate exception, exception_text, tool_execution, dead_letter_event'));

  const store = async (tenantId: string, exceptionId: string, facts: object = {}): Promise<void> => {
    const transactions = await database.connect('sentinai_intake', { poolSize: 1 });
    const then = new Date(Date.now() - 45 * DAY_MS);
    const record = anException({
      tenantId,
      exceptionId,
      status: 'resolved',
      createdAt: then,
      updatedAt: then,
      ...facts,
    });
    await transactions.run([tenantId], (tx) => new ExceptionRepository().insert(tx, [record]));
    await database.asOwner(
      `insert into tool_execution
         (tenant_id, execution_id, exception_id, tool, tool_version, status, arguments, requested_by, requested_at)
       values ($1, gen_random_uuid(), $2, 'look_up', 1, 'completed', '{}', 'test', now())`,
      [tenantId, exceptionId],
    );
    await database.asOwner(`insert into exception_text values ($1, $2, now(), 'text')`, [tenantId, exceptionId]);
  };
  const run = (exceptionRetentionMs = 3_650 * DAY_MS) =>
    maintain(database.ownerUrl, { ...loadConfig(maintenanceConfig, {}), exceptionRetentionMs });
  const left = async (table = 'exception'): Promise<string[]> =>
    (await database.asOwner(`select tenant_id || ' ' || exception_id as id from ${table} order by 1`)).map(({ id }) =>
      String(id),
    );

  it('go, with their tool executions and their texts: by the setting of the tenant, else by its policy pack', async () => {
    for (const tenant of ['PACK', 'OWN', 'NEITHER']) await store(tenant, 'EX');

    expect(await run()).toMatchObject({ deleted: { exception: 1, tool_execution: 1 }, problems: [] });

    expect(await left()).toEqual(['NEITHER EX', 'OWN EX']);
    expect(await left('tool_execution')).toEqual(['NEITHER EX', 'OWN EX']);
    expect(await left('exception_text')).toEqual(['NEITHER EX', 'OWN EX']);
  });

  it('go by the default where nobody says', async () => {
    for (const tenant of ['OWN', 'NEITHER']) await store(tenant, 'EX');

    await run(40 * DAY_MS);

    expect(await left()).toEqual(['OWN EX']);
  });

  it('stay while there is anything to be done about them', async () => {
    await store('PACK', 'OPEN', { status: 'analyzing' });
    await store('PACK', 'ESCALATED', { status: 'escalated' });
    await store('PACK', 'IN-FLIGHT', { eventsInFlight: 1 });
    await store('PACK', 'TOUCHED', { updatedAt: new Date() });
    await store('PACK', 'DEAD-LETTER');
    await database.asOwner(
      `insert into dead_letter_event (tenant_id, exception_id, consumer, topic, partition, "offset", headers, payload,
         error_code, error, fingerprint, attempts, config_versions, status, created_at, updated_at)
       values ('PACK', 'DEAD-LETTER', 'triage', 't', 0, 0, '{}', '', 'x', 'x', 'x', 1, '{}', 'pending', now(), now())`,
    );

    expect((await run()).deleted).toMatchObject({ exception: 0, tool_execution: 0 });
    expect(await left()).toHaveLength(5);
  });

  it('go in as many batches as it takes', async () => {
    const transactions = await database.connect('sentinai_intake', { poolSize: 1 });
    const records = Array.from({ length: 2_501 }, () => anException({ tenantId: 'PACK', ...LONG_DONE }));
    await transactions.run(['PACK'], (tx) => new ExceptionRepository().insert(tx, records));

    expect((await run()).deleted).toMatchObject({ exception: 2_501 });
  });
});
