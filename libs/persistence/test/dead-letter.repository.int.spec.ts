import { type DeadLetter, DeadLetterRepository, type TenantTransactions, UNKNOWN_TENANT } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';

describe('dead letters', () => {
  const deadLetters = new DeadLetterRepository();
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_triage');
  });
  afterAll(() => database.drop());

  let offset = 0;
  const aDeadLetter = (facts: Partial<DeadLetter> = {}): DeadLetter => ({
    tenantId: 'ACME',
    exceptionId: 'EX-1',
    consumer: 'triage',
    topic: 'exceptions.normalized',
    partition: 3,
    offset: String(++offset),
    eventId: 'no UUID "at all"',
    eventType: 'ExceptionNormalized',
    key: 'ACME:EX-1',
    headers: { ce_type: 'ExceptionNormalized', 'weird {},"': 'ü\\' },
    payload: Buffer.from('{"a":1}'),
    errorCode: 'invalid_payload',
    error: '/amount must be number, "is" {not}\n',
    fingerprint: 'a1b2c3',
    attempts: 2,
    configVersions: { finance: 3 },
    ...facts,
  });
  const add = (letters: readonly DeadLetter[], now = new Date()): Promise<void> =>
    transactions.run(['ACME', 'OTHER', UNKNOWN_TENANT], (tx) => deadLetters.add(tx, letters, now));
  const stored = (letter: DeadLetter) =>
    database.asOwner<Record<string, unknown>>('select * from dead_letter_event where "offset" = $1', [letter.offset]);

  it('are kept with everything needed to examine them', async () => {
    const letter = aDeadLetter();
    const now = new Date('2026-11-20T08:00:00.000Z');
    await add([letter], now);

    expect(await stored(letter)).toEqual([
      {
        id: expect.any(String),
        tenant_id: 'ACME',
        exception_id: 'EX-1',
        consumer: 'triage',
        topic: 'exceptions.normalized',
        partition: 3,
        offset: letter.offset,
        event_id: letter.eventId,
        event_type: letter.eventType,
        key: letter.key,
        headers: letter.headers,
        payload: letter.payload,
        error_code: letter.errorCode,
        error: letter.error,
        fingerprint: letter.fingerprint,
        attempts: 2,
        config_versions: letter.configVersions,
        status: 'pending',
        resolved_by: null,
        resolved_at: null,
        note: null,
        retries: 0,
        counted: false,
        created_at: now,
        updated_at: now,
      },
    ]);
  });

  it.each([
    ['every byte there is', Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
    ['no byte', Buffer.alloc(0)],
    ['a megabyte', Buffer.alloc(1024 * 1024, 'ü')],
    ['no value', null],
  ])('keep %s, byte for byte', async (_what, payload) => {
    const letter = aDeadLetter({ payload });
    await add([letter]);

    expect((await stored(letter))[0]?.payload).toEqual(payload);
  });

  it('may have almost no facts about their record', async () => {
    const letter = aDeadLetter({
      tenantId: UNKNOWN_TENANT,
      exceptionId: null,
      eventId: null,
      eventType: null,
      key: null,
      headers: {},
      offset: '9223372036854775807',
    });
    await add([letter]);

    expect(await stored(letter)).toMatchObject([{ tenant_id: '_unknown', offset: '9223372036854775807', key: null }]);
  });

  it('are kept once for a record, however often it comes back', async () => {
    const letter = aDeadLetter();
    await add([letter]);
    await add([{ ...letter, error: 'another error', attempts: 9 }, aDeadLetter()]);

    expect(await stored(letter)).toMatchObject([{ error: letter.error, attempts: 2 }]);
  });

  it('are kept for every consumer that fails on the record', async () => {
    const letter = aDeadLetter();
    await add([letter, { ...letter, consumer: 'policy' }]);

    expect(await stored(letter)).toHaveLength(2);
  });

  it('are counted by tenant while they are pending', async () => {
    await add([aDeadLetter({ tenantId: 'OTHER' }), aDeadLetter({ tenantId: 'OTHER' })]);
    const closed = aDeadLetter({ tenantId: 'OTHER' });
    await add([closed]);
    await database.asOwner(`update dead_letter_event set status = 'discarded' where "offset" = $1`, [closed.offset]);
    const count = (tenants: string[], of: string): Promise<number> =>
      transactions.run(tenants, (tx) => deadLetters.countPending(tx, of, 100));

    expect(await count(['OTHER'], 'OTHER')).toBe(2);
    expect(await count(['ACME'], 'OTHER')).toBe(0);
    expect(await count(['NOBODY'], 'NOBODY')).toBe(0);
  });

  it('accept an empty list', async () => {
    await expect(add([])).resolves.toBeUndefined();
  });
});
