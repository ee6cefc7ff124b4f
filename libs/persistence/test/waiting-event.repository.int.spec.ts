import { randomUUID } from 'node:crypto';
import { type NewWaitingEvent, type TenantTransactions, WaitingEventRepository } from '../src/index.ts';
import { type TestDatabase, createTestDatabase } from '../src/testing/index.ts';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const at = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);

describe('waiting events', () => {
  const waiting = new WaitingEventRepository();
  let database: TestDatabase;
  let transactions: TenantTransactions;

  beforeAll(async () => {
    database = await createTestDatabase();
    transactions = await database.connect('sentinai_triage');
    await database.asOwner(
      `insert into tenant (tenant_id, name, status) values ('ACME', '', 'active'), ('OTHER', '', 'active'), ('AWAY', '', 'suspended')`,
    );
  });
  afterAll(() => database.drop());
  beforeEach(() => database.asOwner('delete from waiting_event'));

  const anEvent = (exceptionId: string, fields: Partial<NewWaitingEvent> = {}): NewWaitingEvent => ({
    tenantId: 'ACME',
    exceptionId,
    eventId: randomUUID(),
    topic: 'exceptions.normalized',
    partition: 3,
    offset: '9223372036854775807',
    headers: { ce_type: 'ExceptionNormalized' },
    payload: Buffer.from([0, 255, 123]),
    failed: null,
    dueAt: fields.failed?.dueAt ?? null,
    ...fields,
  });
  const failed = (dueAt: Date) => ({
    attempts: 1,
    dueAt,
    errorCode: 'away',
    error: 'not there',
    firstSequence: 7,
    lastSequence: 7,
  });
  const add = (...events: NewWaitingEvent[]): Promise<Map<string, string>> =>
    transactions.run(['ACME', 'OTHER', 'AWAY'], (tx) => waiting.add(tx, 'triage', events, NOW));
  const claim = (now: Date, { limit = 10, tenants = ['ACME', 'OTHER'] } = {}) =>
    transactions.run(tenants, (tx) => waiting.claim(tx, 'triage', { now, until: at(60), limit }));
  const heads = async () =>
    (
      await database.asOwner<{ event_id: string }>(
        'select event_id from waiting_event where due_at is not null order by id',
      )
    ).map(({ event_id }) => event_id);

  it('are kept byte for byte, in the order they came', async () => {
    const first = anEvent('EX-1', { failed: failed(at(0)) });
    const others = Array.from({ length: 20 }, () => anEvent('EX-1'));
    await add(first, ...others);

    const rows = await database.asOwner<{ event_id: string }>('select event_id from waiting_event order by id');
    expect(rows.map(({ event_id }) => event_id)).toEqual([first, ...others].map(({ eventId }) => eventId));
    expect(await claim(at(0))).toEqual([
      {
        id: expect.any(String),
        tenantId: 'ACME',
        exceptionId: 'EX-1',
        attempts: 1,
        topic: first.topic,
        partition: 3,
        offset: first.offset,
        headers: first.headers,
        payload: first.payload,
      },
    ]);
  });

  it('are found by their exception, which has one head, and by their id', async () => {
    const [head, behind, other] = [
      anEvent('EX-1', { failed: failed(at(0)) }),
      anEvent('EX-1'),
      anEvent('EX-2', { failed: failed(at(0)) }),
    ];
    await add(head, behind, other);
    const about = (exceptionId: string, eventId: string) =>
      transactions.run(['ACME'], (tx) =>
        waiting.about(tx, 'triage', { exceptions: [{ tenantId: 'ACME', exceptionId }], eventIds: [eventId] }),
      );

    expect(await about('EX-1', randomUUID())).toMatchObject([{ eventId: head.eventId, isHead: true, attempts: 1 }]);
    expect(await about('EX-1', head.eventId)).toHaveLength(1);
    expect((await about('EX-1', behind.eventId)).map(({ isHead }) => isHead).sort()).toEqual([false, true]);
    expect(await about('EX-3', randomUUID())).toEqual([]);
    expect(await about('EX-3', other.eventId)).toMatchObject([{ firstSequence: 7, lastSequence: 7, handledAt: NOW }]);
  });

  it('cannot have two heads in one exception, nor exist twice', async () => {
    const head = anEvent('EX-1', { failed: failed(at(0)) });
    await add(head);

    await expect(add(anEvent('EX-1', { failed: failed(at(9)) }))).rejects.toThrow('waiting_event_head');
    await expect(add({ ...head, failed: null })).rejects.toThrow('unique');
  });

  it('are claimed when they are due, longest due first, and by one replica', async () => {
    await add(
      anEvent('EX-1', { failed: failed(at(2)) }),
      anEvent('EX-2', { failed: failed(at(1)) }),
      anEvent('EX-3', { failed: failed(at(3)) }),
    );

    expect(await claim(at(0))).toEqual([]);
    expect(await claim(at(2), { limit: 1 })).toMatchObject([{ exceptionId: 'EX-2' }]);
    const both = await Promise.all([claim(at(3)), claim(at(3))]);
    expect(
      both
        .flat()
        .map(({ exceptionId }) => exceptionId)
        .sort(),
    ).toEqual(['EX-1', 'EX-3']);
    expect(await claim(at(59))).toEqual([]);
    expect(await claim(at(60))).toHaveLength(3);
  });

  it('are claimed for the named tenants, which one cross-tenant query returns', async () => {
    await add(
      anEvent('EX-1', { failed: failed(at(0)) }),
      anEvent('EX-1', { tenantId: 'OTHER', failed: failed(at(5)) }),
    );
    const due = (consumer: string, now: Date) => transactions.run([], (tx) => waiting.dueTenants(tx, consumer, now));

    expect(await due('triage', at(0))).toEqual(['ACME']);
    expect((await due('triage', at(5))).sort()).toEqual(['ACME', 'OTHER']);
    expect(await due('policy', at(5))).toEqual([]);
    expect(await claim(at(5), { tenants: ['OTHER'] })).toMatchObject([{ tenantId: 'OTHER' }]);
  });

  it('of a suspended tenant are not due before it is active again', async () => {
    const due = () => transactions.run([], (tx) => waiting.dueTenants(tx, 'triage', at(5)));
    await add(anEvent('EX-1', { tenantId: 'AWAY', failed: failed(at(0)) }));

    expect(await due()).toEqual([]);
    await database.asOwner(`update tenant set status = 'active' where tenant_id = 'AWAY'`);
    expect(await due()).toEqual(['AWAY']);
  });

  it('keep waiting under their new attempt', async () => {
    await add(anEvent('EX-1', { failed: failed(at(0)) }));
    const [taken] = await claim(at(0));
    await transactions.run(['ACME'], (tx) =>
      waiting.postpone(tx, [{ ...failed(at(30)), id: taken?.id ?? '', attempts: 2, firstSequence: 9 }], at(1)),
    );

    expect(await claim(at(29))).toEqual([]);
    expect(await claim(at(30))).toMatchObject([{ attempts: 2 }]);
  });

  it('are followed by the next of their exception when they are gone', async () => {
    const [head, second, third, other] = [
      anEvent('EX-1', { failed: failed(at(0)) }),
      anEvent('EX-1'),
      anEvent('EX-1'),
      anEvent('EX-2', { failed: failed(at(100)) }),
    ];
    await add(head, second, third, other);
    const release = async (now: Date) => {
      const taken = await claim(now);
      await transactions.run(['ACME'], (tx) => waiting.release(tx, 'triage', taken, now));
    };

    await release(at(1));
    expect(await heads()).toEqual([second.eventId, other.eventId]);
    await release(at(1));
    expect(await heads()).toEqual([third.eventId, other.eventId]);
    await release(at(1));
    expect(await heads()).toEqual([other.eventId]);
  });
});
