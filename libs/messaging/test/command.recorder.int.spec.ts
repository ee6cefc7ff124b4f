/** Commands from people to an exception: recorded once, in its timeline and the outbox together, or not at all. */
import type { Actor } from '@sentinai/contracts';
import {
  AuditRecordRepository,
  EventLogRepository,
  ExceptionRepository,
  OutboxRepository,
  RedactorStore,
  TenantRequests,
  type TenantTransactions,
} from '@sentinai/persistence';
import {
  type TestDatabase,
  createTenantConfigStore,
  createTestDatabase,
  createTestTenant,
} from '@sentinai/persistence/testing';
import { AuditRecorder, type Command, CommandRecorder, type OutboxRelay } from '../src/index.ts';
import { storeNewException } from './runtime.fixture.ts';

const TENANT = 'T';
const ANN: Actor = { type: 'user', id: 'ann' };
/** The number of events that the fixture's exceptions have. */
const EVENTS_BEFORE = 100;

const payload = (note: string) => ({ command: 'comment', actor_id: 'ann', note });

const aCommand = (note: string, fields: Partial<Command> = {}): Command => ({
  type: 'CaseCommandSubmitted',
  actor: ANN,
  data: () => payload(note),
  ...fields,
});

describe('the command recorder', () => {
  let database: TestDatabase;
  let recorder: CommandRecorder;
  let kicks = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    await createTestTenant(database, TENANT);
    recorder = recorderOn(await database.connect('sentinai_ops_api'));
  });
  afterAll(() => database.drop());

  const recorderOn = (transactions: TenantTransactions): CommandRecorder => {
    const source = '/sentinai/ops-api';
    const outbox = new OutboxRepository('ops-api');
    return new CommandRecorder({
      source,
      requests: new TenantRequests(transactions),
      exceptions: new ExceptionRepository(),
      events: new EventLogRepository(),
      outbox,
      audit: new AuditRecorder({ source, records: new AuditRecordRepository(), outbox }),
      redactors: new RedactorStore(createTenantConfigStore()),
      relay: { kick: () => void (kicks += 1) } as unknown as OutboxRelay,
    });
  };

  const anException = async () => ({ tenantId: TENANT, exceptionId: await storeNewException(database, TENANT) });
  const rowsOf = ({ exceptionId }: { exceptionId: string }) =>
    database.asOwner<Record<string, unknown>>(
      `select e.sequence, e.event_id, e.event_type, e.actor_type, e.actor_id, e.causation_id, e.payload,
         o.producer, o.event_time = e.created_at as in_outbox, x.event_count, x.events_in_flight
       from exception_event e
       join exception x using (tenant_id, exception_id)
       left join outbox o using (tenant_id, exception_id, sequence)
       where e.exception_id = $1 order by e.sequence`,
      [exceptionId],
    );

  it('gives a command its place in the timeline, counts its pending consumers, and has it published', async () => {
    const key = await anException();
    const kicked = kicks;
    const stored = await recorder.record(key, aCommand('Hm.'));

    expect(await rowsOf(key)).toEqual([
      {
        sequence: EVENTS_BEFORE + 1,
        event_id: stored?.eventId,
        event_type: 'CaseCommandSubmitted',
        actor_type: 'user',
        actor_id: 'ann',
        causation_id: null,
        payload: payload('Hm.'),
        producer: 'ops-api',
        in_outbox: true,
        event_count: EVENTS_BEFORE + 1,
        events_in_flight: EVENTS_BEFORE + 1,
      },
    ]);
    expect(kicks).toBe(kicked + 1);
  });

  it('passes the current exception to the check of the command', async () => {
    const key = await anException();
    await recorder.record(key, aCommand('first'));
    const seen: number[] = [];
    await recorder.record(
      key,
      aCommand('second', { data: ({ eventCount }) => (seen.push(eventCount), payload('second')) }),
    );

    expect(seen).toEqual([EVENTS_BEFORE + 1]);
  });

  it('records nothing when the command is refused, or is not valid', async () => {
    const key = await anException();
    const refused = aCommand('x', { data: () => Promise.reject(new Error('not now')) });
    const invalid = aCommand('x', { data: () => ({ command: 'dance' }) });

    await expect(recorder.record(key, refused)).rejects.toThrow('not now');
    await expect(recorder.record(key, invalid)).rejects.toThrow('CaseCommandSubmitted');
    expect(await rowsOf(key)).toEqual([]);
  });

  it("redacts the texts of a command before storing them, by its tenant's rules, and leaves names alone", async () => {
    await createTestTenant(database, 'STRICT', { tenantPack: { pii_fields: ['ward'] } });
    const key = { tenantId: 'STRICT', exceptionId: await storeNewException(database, 'STRICT') };
    const data = {
      step_order: 1,
      command: 'complete',
      actor_id: 'ann@example.com',
      actor_roles: [],
      note: 'for jane@example.com',
    };
    const result = { ward: 'C', pan: 4111111111111111, 'jane@example.com': true };
    await recorder.record(key, { type: 'StepCommandSubmitted', actor: ANN, data: () => ({ ...data, result }) });

    const [{ payload: stored } = {}] = await rowsOf(key);
    expect(stored).toEqual({
      ...data,
      note: 'for [REDACTED:email]',
      result: { ward: '[REDACTED]', pan: '[REDACTED:card]', '[REDACTED:email]': true },
    });
  });

  it('leaves one audit record of each command, with the state before it, and none of a refused one', async () => {
    const key = await anException();
    const assign = () => ({ command: 'assign', actor_id: 'ann', note: 'for jane@example.com', owner: 'bob' });
    const first = await recorder.record(key, aCommand('', { idempotencyKey: 'k', data: assign }));
    await recorder.record(key, aCommand('', { idempotencyKey: 'k', data: assign }));
    await expect(recorder.record(key, aCommand('', { data: () => Promise.reject(new Error('no')) }))).rejects.toThrow();

    expect(
      await database.asOwner(
        `select tenant_id, actor_type, actor_id, action, subject_type, subject_id, exception_id, reason, before, after, source,
           event_id, occurred_at, observed
         from audit_record where exception_id = $1`,
        [key.exceptionId],
      ),
    ).toEqual([
      {
        tenant_id: TENANT,
        actor_type: 'user',
        actor_id: 'ann',
        action: 'case.assigned',
        subject_type: 'exception',
        subject_id: key.exceptionId,
        exception_id: key.exceptionId,
        reason: 'for [REDACTED:email]',
        before: { owner: null },
        after: { owner: 'bob' },
        source: '/sentinai/ops-api',
        event_id: first?.eventId,
        occurred_at: first?.createdAt,
        observed: false,
      },
    ]);
  });

  it('leaves no audit record of commands whose transaction fails', async () => {
    const key = await anException();
    const orders = [
      { exceptionId: key.exceptionId, command: aCommand('x') },
      {
        exceptionId: (await anException()).exceptionId,
        command: aCommand('x', { data: () => ({ command: 'dance' }) }),
      },
    ];

    await expect(recorder.recordAll(TENANT, orders)).rejects.toThrow();
    expect(await database.asOwner('select from audit_record where exception_id = $1', [key.exceptionId])).toEqual([]);
  });

  it('finds no exception that does not exist, or that belongs to another tenant', async () => {
    const { exceptionId } = await anException();

    expect(await recorder.record({ tenantId: TENANT, exceptionId: 'NOBODYS' }, aCommand('x'))).toBeNull();
    expect(await recorder.record({ tenantId: 'OTHER', exceptionId }, aCommand('x'))).toBeNull();
  });

  it('records twenty concurrent commands one after the other, without a gap', async () => {
    const key = await anException();
    await Promise.all(Array.from({ length: 20 }, (_, index) => recorder.record(key, aCommand(`${index}`))));

    expect((await rowsOf(key)).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 20 }, (_, index) => EVENTS_BEFORE + 1 + index),
    );
  });

  describe('under a key', () => {
    it('records concurrent requests once, and gives all of them the same event', async () => {
      const key = await anException();
      const ask = () => recorder.record(key, aCommand('Once.', { idempotencyKey: 'k' }));
      const answers = [...(await Promise.all([ask(), ask(), ask()])), await ask()];

      expect(new Set(answers.map((answer) => `${answer?.eventId} ${answer?.sequence}`)).size).toBe(1);
      expect(await rowsOf(key)).toHaveLength(1);
    });

    it('reports a key used for another request, and treats redacted text as equal', async () => {
      const key = await anException();
      const ask = (note: string) =>
        recorder.record(key, aCommand(note, { idempotencyKey: 'k', expected: payload(note) }));
      const first = await ask('for jane@example.com');

      expect((await ask('for jane@example.com'))?.eventId).toBe(first?.eventId);
      await expect(ask('for nobody')).rejects.toMatchObject({ code: 'idempotency_conflict' });
      expect(await rowsOf(key)).toHaveLength(1);
    });

    it('returns the first answer, even though the command would be refused by now', async () => {
      const key = await anException();
      const first = await recorder.record(key, aCommand('x', { idempotencyKey: 'k' }));
      const refused = aCommand('x', { idempotencyKey: 'k', data: () => Promise.reject(new Error('not now')) });

      expect((await recorder.record(key, refused))?.eventId).toBe(first?.eventId);
    });

    it('distinguishes exceptions and keys', async () => {
      const [one, other] = [await anException(), await anException()];
      const ids = [
        await recorder.record(one, aCommand('x', { idempotencyKey: 'k' })),
        await recorder.record(one, aCommand('x', { idempotencyKey: 'l' })),
        await recorder.record(other, aCommand('x', { idempotencyKey: 'k' })),
        await recorder.record(one, aCommand('x')),
      ].map((stored) => stored?.eventId);

      expect(new Set(ids).size).toBe(4);
    });
  });
});
