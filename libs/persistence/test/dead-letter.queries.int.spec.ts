import {
  type DeadLetter,
  DeadLetterDecisions,
  type DeadLetterFilter,
  DeadLetterQueries,
  DeadLetterRepository,
  type TenantTransactions,
  UNKNOWN_TENANT,
} from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';

const TENANTS = ['ACME', 'OTHER', UNKNOWN_TENANT];
const NOW = new Date('2026-11-20T12:00:00.000Z');

describe('the read side of dead letters', () => {
  const queries = new DeadLetterQueries();
  let database: TestDatabase;
  let governance: TenantTransactions;

  let offset = 0;
  const aDeadLetter = (facts: Partial<DeadLetter> = {}): DeadLetter => ({
    tenantId: 'ACME',
    exceptionId: null,
    consumer: 'triage',
    topic: 'exceptions.normalized',
    partition: 0,
    offset: String((offset += 1)),
    eventId: null,
    eventType: 'ExceptionNormalized',
    key: null,
    headers: { ce_type: 'ExceptionNormalized' },
    payload: Buffer.from([0, 255]),
    errorCode: 'invalid_json',
    error: 'not JSON',
    fingerprint: 'json',
    attempts: 1,
    configVersions: {},
    ...facts,
  });

  beforeAll(async () => {
    database = await createTestDatabase();
    const triage = await database.connect('sentinai_triage');
    governance = await database.connect('sentinai_governance');
    const letters = [
      aDeadLetter(),
      aDeadLetter({ tenantId: 'OTHER' }),
      aDeadLetter({ tenantId: UNKNOWN_TENANT, fingerprint: 'type', eventType: null, error: 'no type' }),
      aDeadLetter({ consumer: 'policy', eventType: 'TriageCompleted', fingerprint: 'type' }),
      aDeadLetter({ error: 'still not JSON' }),
    ];
    await triage.run(TENANTS, (tx) => new DeadLetterRepository().add(tx, letters, NOW));
    await governance.run(TENANTS, (tx) =>
      new DeadLetterDecisions().discard(tx, ['4'], { by: 'ann', reason: 'old', now: NOW }),
    );
  });
  afterAll(() => database.drop());

  const page = async (filter = {}, { after = '0', limit = 10 } = {}) =>
    (await governance.run(TENANTS, (tx) => queries.page(tx, filter, { after, limit }))).map(({ id }) => id);

  it.each<[string, DeadLetterFilter, string[]]>([
    ['everything', {}, ['1', '2', '3', '4', '5']],
    ['a tenant', { tenantId: 'OTHER' }, ['2']],
    ['records of no known tenant', { tenantId: UNKNOWN_TENANT }, ['3']],
    ['a status', { status: 'discarded' }, ['4']],
    ['a type', { eventType: 'TriageCompleted' }, ['4']],
    ['a consumer and a status', { consumer: 'policy', status: 'pending' }, []],
    ['a fingerprint', { fingerprint: 'json' }, ['1', '2', '5']],
  ])('are listed by %s', async (_what, filter, ids) => {
    expect(await page(filter)).toEqual(ids);
    expect(await governance.run(TENANTS, (tx) => queries.ids(tx, filter))).toEqual(ids);
  });

  it('are listed page by page', async () => {
    expect(await page({}, { limit: 2 })).toEqual(['1', '2']);
    expect(await page({}, { limit: 2, after: '2' })).toEqual(['3', '4']);
    expect(await page({}, { after: '5' })).toEqual([]);
  });

  it('are grouped by cause, with the newest as sample', async () => {
    expect(await governance.run(TENANTS, (tx) => queries.groups(tx, {}, 10))).toEqual([
      {
        fingerprint: 'json',
        entries: 3,
        tenants: 2,
        consumer: 'triage',
        eventType: 'ExceptionNormalized',
        errorCode: 'invalid_json',
        error: 'still not JSON',
        sample: '5',
        newestAt: NOW,
      },
      expect.objectContaining({ fingerprint: 'type', entries: 2, tenants: 2, consumer: 'policy', sample: '4' }),
    ]);
  });

  it('are shown with their record', async () => {
    expect(await governance.run(TENANTS, (tx) => queries.find(tx, '4'))).toMatchObject({
      id: '4',
      status: 'discarded',
      resolvedBy: 'ann',
      note: 'old',
      headers: { ce_type: 'ExceptionNormalized' },
      payload: Buffer.from([0, 255]),
    });
    expect(await governance.run(TENANTS, (tx) => queries.find(tx, '99'))).toBeNull();
  });

  it('stay hidden from a transaction that does not name their tenant', async () => {
    expect(await governance.run(['ACME'], (tx) => queries.ids(tx, {}))).toEqual(['1', '4', '5']);
    expect(await governance.run(['ACME'], (tx) => queries.find(tx, '2'))).toBeNull();
  });

  it('report their status', async () => {
    expect(await governance.run(TENANTS, (tx) => queries.statuses(tx, ['1', '4', '99']))).toEqual(
      new Map([
        ['1', 'pending'],
        ['4', 'discarded'],
      ]),
    );
  });
});
