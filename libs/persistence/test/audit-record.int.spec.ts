/** The audit trail in the database: who may write, and that nobody changes it. */
import { randomUUID } from 'node:crypto';
import { type AuditRecord, AuditRecordRepository, SERVICE_ROLES, maintain, maintenanceConfig } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';
import { loadConfig } from '@sentinai/service-kit';

const DAY_MS = 86_400_000;

describe('the audit trail', () => {
  const repository = new AuditRecordRepository();
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => database.asOwner('truncate audit_record'));

  const aRecord = (facts: Partial<AuditRecord> = {}): AuditRecord => ({
    tenantId: 'ACME',
    auditId: randomUUID(),
    occurredAt: new Date(),
    actor: { type: 'user', id: 'ann' },
    action: 'case.resolved',
    subjectType: 'exception',
    subjectId: 'EX-1',
    exceptionId: 'EX-1',
    reason: 'Paid.',
    before: { status: 'open' },
    after: { status: 'resolved' },
    requestId: 'r-1',
    source: '/sentinai/ops-api',
    eventId: randomUUID(),
    ...facts,
  });
  const add = async (records: readonly AuditRecord[], tenants = ['ACME']): Promise<void> => {
    const transactions = await database.connect('sentinai_ops_api', { poolSize: 1 });
    await transactions.run(tenants, (tx) => repository.add(tx, records));
  };
  const count = async (): Promise<number> =>
    (await database.asOwner<{ count: number }>('select count(*)::integer as count from audit_record'))[0]?.count ?? -1;

  it('holds the records of a transaction that commits, and of no other', async () => {
    const transactions = await database.connect('sentinai_ops_api', { poolSize: 1 });
    await add([aRecord(), aRecord({ before: null, after: null, reason: null })]);
    const undone = transactions.run(['ACME'], async (tx) => {
      await repository.add(tx, [aRecord()]);
      throw new Error('The act fails');
    });

    await expect(undone).rejects.toThrow('The act fails');
    expect(await count()).toBe(2);
  });

  it('takes no record of a tenant that the transaction does not name', async () => {
    await expect(add([aRecord({ tenantId: 'OTHER' })])).rejects.toThrow('row-level security');
  });

  it.each(SERVICE_ROLES)('is neither changed nor shortened by %s', async (role) => {
    await add([aRecord()]);
    const transactions = await database.connect(role, { poolSize: 1 });
    const attempt = (name: string, text: string) => transactions.run(['ACME'], (tx) => tx.run({ name, text }));

    await expect(attempt('update', `update audit_record set reason = 'x'`)).rejects.toThrow('permission denied');
    await expect(attempt('delete', 'delete from audit_record')).rejects.toThrow('permission denied');
    await expect(attempt('truncate', 'truncate audit_record')).rejects.toThrow('permission denied');
  });

  it('is shortened by the maintenance job alone, by whole months', async () => {
    await database.asOwner(`
      create table audit_record_202001 partition of audit_record for values from ('2020-01-01Z') to ('2020-02-01Z')`);
    await add([
      aRecord({ occurredAt: new Date('2020-01-31T23:59:59.999Z') }),
      aRecord({ occurredAt: new Date('2019-12-31T23:59:59.999Z') }),
      aRecord(),
    ]);
    const settings = loadConfig(maintenanceConfig, {});
    const since = (instant: string): number => Date.now() - Date.parse(instant);

    const early = await maintain(database.ownerUrl, { ...settings, auditRetentionMs: since('2019-12-01T00:00:00Z') });
    expect([early.dropped, early.deleted.audit_record_default, await count()]).toEqual([[], 0, 3]);
    const late = await maintain(database.ownerUrl, { ...settings, auditRetentionMs: since('2020-01-15T00:00:00Z') });
    expect([late.dropped, late.deleted.audit_record_default, await count()]).toEqual([[], 1, 2]);
    const later = await maintain(database.ownerUrl, { ...settings, auditRetentionMs: since('2020-02-01T00:00:01Z') });

    expect(later.dropped).toEqual(['audit_record_202001']);
    expect(await count()).toBe(1);
  });

  it('has a partition for this month and the next two, made anew once they are missing', async () => {
    const monthsAhead = (months: number): string => {
      const now = new Date();
      const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months));
      return `audit_record_${month.toISOString().slice(0, 7).replace('-', '')}`;
    };
    const nextMonth = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 1, 2));
    await database.asOwner(`drop table ${monthsAhead(1)}`);
    await add([aRecord({ occurredAt: nextMonth })]);

    const { made } = await maintain(database.ownerUrl, loadConfig(maintenanceConfig, {}));

    expect(made).toEqual([monthsAhead(1)]);
    const places = await database.asOwner('select tableoid::regclass::text as place from audit_record');
    expect(places).toEqual([{ place: monthsAhead(1) }]);
    expect(await database.asOwner(`select to_regclass('${monthsAhead(0)}') is not null as there`)).toEqual([
      { there: true },
    ]);
    expect(await database.asOwner(`select to_regclass('${monthsAhead(2)}') is not null as there`)).toEqual([
      { there: true },
    ]);
  });

  it('adds what was observed once', async () => {
    const transactions = await database.connect('sentinai_audit', { poolSize: 1 });
    const records = [aRecord(), aRecord()];
    const observe = (batch: readonly AuditRecord[]) =>
      transactions.run(['ACME'], (tx) => repository.addObserved(tx, batch));

    expect(await observe(records)).toBe(2);
    expect(await observe([...records, aRecord()])).toBe(1);
  });

  it.each([
    ['actor', 'actor_id', 'audit_record_202601_tenant_id_actor_id_occurred_at_idx'],
    ['action', 'action', 'audit_record_202601_tenant_id_action_occurred_at_idx'],
    ['exception', 'exception_id', 'audit_record_202601_tenant_id_exception_id_occurred_at_idx'],
    ['request', 'request_id', 'audit_record_202601_tenant_id_request_id_idx'],
  ])('finds the records of one %s by an index', async (_, column, index) => {
    await database.asOwner(`
      create table audit_record_202601 partition of audit_record for values from ('2026-01-01Z') to ('2026-02-01Z');
      insert into audit_record (tenant_id, audit_id, occurred_at, actor_type, actor_id, action, subject_type, subject_id,
        exception_id, request_id, source, observed)
      select 'ACME', gen_random_uuid(), '2026-01-01Z'::timestamptz + n * interval '1 second', 'user', 'a' || n, 'b' || n,
        'exception', 'c' || n, 'c' || n, 'd' || n, '/x', false from generate_series(1, 5000) n;
      analyze audit_record;`);
    try {
      await database.asOwner(`set role sentinai_audit; set app.tenants = 'ACME'`);
      const plan = await database.asOwner(
        `explain select * from audit_record where tenant_id = 'ACME' and ${column} = 'x1' order by occurred_at desc limit 10`,
      );
      expect(JSON.stringify(plan)).toContain(index);
    } finally {
      await database.asOwner('reset role; drop table audit_record_202601');
    }
  });

  it('keeps records for seven years unless told otherwise', () => {
    expect(loadConfig(maintenanceConfig, {}).auditRetentionMs).toBe(7 * 365 * DAY_MS);
  });
});
