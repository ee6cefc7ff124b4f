/** The SLA monitor as a process, on its own PostgreSQL and Kafka, without Redis. */
import { setTimeout as delay } from 'node:timers/promises';
import { anException } from '@sentinai/domain/testing';
import { ExceptionRepository } from '@sentinai/persistence';
import { type TestDatabase, createTestDatabase, createTestTenant } from '@sentinai/persistence/testing';
import { type Service, createService } from '@sentinai/service-kit';
import { slaMonitorConfig } from '../src/sla-monitor.config.ts';
import { SlaMonitorModule } from '../src/sla-monitor.module.ts';

const TENANTS = ['TENANT_A', 'TENANT_B'];
const DOMAIN = { domain: 'Trading', exception_types: { T: {} }, severity_rules: [], tools: {}, playbooks: [] };

let database: TestDatabase;
let copies: Service[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  for (const tenant of TENANTS) await createTestTenant(database, tenant, { domainPack: DOMAIN });
});
afterEach(async () => {
  await Promise.all(copies.map(({ app }) => app.close()));
  copies = [];
});
afterAll(() => database.drop());

/** One copy of the service. */
async function start(): Promise<Service> {
  const env = {
    DATABASE_URL: database.urlFor('sentinai_sla_monitor'),
    KAFKA_BROKERS: process.env.KAFKA_BROKERS,
    SLA_SCAN_INTERVAL: '100ms',
    LOG_LEVEL: 'silent',
  };
  const service = await createService(
    { name: 'sla-monitor', config: slaMonitorConfig, module: SlaMonitorModule },
    { env },
  );
  copies.push(service);
  return service;
}

/** Exceptions that arrived in time and whose deadline has passed. */
async function overdue(prefix: string, count: number): Promise<void> {
  const transactions = await database.connect('sentinai_intake', { poolSize: 1 });
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  const exceptions = Array.from({ length: count }, (_, index) =>
    anException()
      .with({
        tenantId: TENANTS[index % 2] ?? '',
        exceptionId: `${prefix}-${index}`,
        createdAt: hoursAgo(3),
        updatedAt: hoursAgo(3),
      })
      .dueAt(hoursAgo(1))
      .with({ slaNextAt: hoursAgo(2) })
      .build(),
  );
  await transactions.run(TENANTS, (tx) => new ExceptionRepository().insert(tx, exceptions));
}

/** Ids of exceptions with this event, once per occurrence. */
async function told(prefix: string, type: string): Promise<string[]> {
  const rows = await database.asOwner<{ exception_id: string }>(
    `select exception_id from exception_event where event_type = $1 and exception_id like $2`,
    [type, `${prefix}-%`],
  );
  return rows.map(({ exception_id }) => exception_id);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(50);
}

it('gives each exception its warning and its alarm once, however many copies look, and publishes them', async () => {
  await overdue('SHARED', 1_200);

  await Promise.all([start(), start(), start()]);
  await until(async () => (await told('SHARED', 'SLAExpired')).length >= 1_200);
  await until(async () => (await database.asOwner('select from outbox limit 1')).length === 0);

  for (const type of ['SLAImminent', 'SLAExpired']) {
    const ids = await told('SHARED', type);
    expect([ids.length, new Set(ids).size]).toEqual([1_200, 1_200]);
  }
});

it('goes on beside a copy that is frozen with rows in hand, and takes these up when PostgreSQL has ended it', async () => {
  await overdue('FROZEN', 10);
  const frozen = await database.connect('sentinai_sla_monitor', { poolSize: 1 });
  const exceptions = new ExceptionRepository();
  const now = new Date();
  let [locked, thaw] = [(): void => undefined, (): void => undefined];
  const hasLocked = new Promise<void>((resolve) => (locked = resolve));
  const holding = frozen.runForDue(
    (tx) => exceptions.tenantsWithDueSla(tx, now, 4),
    async () => {
      locked();
      await new Promise<void>((resolve) => (thaw = resolve));
    },
    3_000,
  );
  const ended = expect(holding).rejects.toThrow();
  await hasLocked;

  const { app } = await start();
  await until(async () => (await told('FROZEN', 'SLAExpired')).length === 6);
  expect((await app.inject({ method: 'GET', url: '/readyz' })).statusCode).toBe(200);

  await until(async () => (await told('FROZEN', 'SLAExpired')).length === 10);
  thaw();
  await ended;
});

it('is ready while its scans go through, and says which do not', async () => {
  const { app } = await start();
  const readiness = async () =>
    (await app.inject({ method: 'GET', url: '/readyz' })).json<{ checks: Record<string, { status: string }> }>();
  await until(async () => (await readiness()).checks.scan?.status === 'up');

  expect(Object.keys((await readiness()).checks).sort()).toEqual(['database', 'kafka', 'scan']);
  await database.asOwner(
    'revoke execute on function tenants_with_due_sla(timestamptz, integer) from sentinai_sla_monitor',
  );
  await until(async () => (await readiness()).checks.scan?.status === 'down');
  await database.asOwner(
    'grant execute on function tenants_with_due_sla(timestamptz, integer) to sentinai_sla_monitor',
  );
  await until(async () => (await readiness()).checks.scan?.status === 'up');
});
