/** Commands on an exception: checked at once, recorded once, and their outcomes. */
import { SMALL_PACK, createTestTenant } from '@sentinai/persistence/testing';
import { anException, store } from './testing/exception.builder.ts';
import { type OpsApi, OTHER_TENANT, startOpsApi, TENANT } from './testing/ops-api.ts';

/** Tenant whose source is the system of record. */
const FOLLOWER = 'FOLLOWER';

let api: OpsApi;

beforeAll(async () => {
  api = await startOpsApi();
  const status = { authority: 'source', map: {}, default: 'open' };
  await createTestTenant(api.database, FOLLOWER, {
    domainPack: { ...SMALL_PACK, normalization: { source_status: '$.state', status } },
  });
  await store(
    api.database,
    anException('OPEN').with({ status: 'open', severity: 'high', owner: 'ann' }).build(),
    anException('INC/7').build(),
    anException('BUSY').with({ status: 'analyzing' }).build(),
    anException('HANDED').with({ status: 'escalated' }).build(),
    anException('DONE').with({ status: 'resolved' }).build(),
    anException('THEIRS').of(OTHER_TENANT).build(),
    anException('FOLLOWED').of(FOLLOWER).with({ domain: 'Test' }).build(),
  );
});

afterAll(() => api.stop());

const at = (id: string, command: string, tenant = TENANT): string =>
  `/api/exceptions/${tenant}/${encodeURIComponent(id)}/${command}`;
const post = (id: string, command: string, body: unknown, key?: string) =>
  api.send('POST', at(id, command), { body, headers: key === undefined ? {} : { 'idempotency-key': key } });

it.each([
  ['assign', { owner: 'bob', note: 'Yours.' }, { command: 'assign', owner: 'bob', note: 'Yours.' }],
  ['assign', { owner: null }, { command: 'assign', owner: null, note: null }],
  ['comment', { comment: 'Hm.' }, { command: 'comment', note: 'Hm.' }],
  ['severity', { severity: 'low', reason: 'So.' }, { command: 'change_severity', severity: 'low', note: 'So.' }],
  ['escalate', { reason: 'Big.', to: 'boss' }, { command: 'escalate', escalated_to: 'boss', note: 'Big.' }],
  ['resolve', { resolution: 'Paid.' }, { command: 'resolve', note: 'Paid.' }],
])('takes %s %j, with the actor of the token', async (path, body, payload) => {
  const { status, body: accepted } = await post('OPEN', path, body);

  expect(status).toBe(202);
  expect(accepted).toEqual({
    command_id: expect.any(String),
    tenant_id: TENANT,
    exception_id: 'OPEN',
    sequence: expect.any(Number),
    status_url: `/api/exceptions/${TENANT}/OPEN/commands/${accepted.command_id}`,
  });
  const { body: timeline } = await api.get(at('OPEN', 'events'));
  expect(timeline.items.find((event: { event_id: string }) => event.event_id === accepted.command_id)).toMatchObject({
    sequence: accepted.sequence,
    event_type: 'CaseCommandSubmitted',
    actor: { type: 'user', id: 'alice' },
    payload: { actor_id: 'alice', ...payload },
  });
});

it.each([
  [
    'OPEN',
    'reopen',
    { reason: 'x' },
    ['assign', 'comment', 'change_severity', 'escalate', 'resolve', 'recalculate', 'triage', 'evaluate_policy'],
  ],
  [
    'BUSY',
    'reopen',
    { reason: 'x' },
    ['assign', 'comment', 'change_severity', 'escalate', 'resolve', 'recalculate', 'triage', 'evaluate_policy'],
  ],
  [
    'HANDED',
    'escalate',
    { reason: 'x' },
    ['assign', 'comment', 'change_severity', 'resolve', 'recalculate', 'triage', 'evaluate_policy'],
  ],
  ['DONE', 'assign', { owner: 'x' }, ['comment', 'reopen']],
  ['DONE', 'severity', { severity: 'low', reason: 'x' }, ['comment', 'reopen']],
  ['DONE', 'escalate', { reason: 'x' }, ['comment', 'reopen']],
  ['DONE', 'resolve', { resolution: 'x' }, ['comment', 'reopen']],
])('an exception that is %s refuses %s, and says what is legal', async (id, command, body, legal) => {
  const before = await api.get(at(id, 'events'));

  expect(await post(id, command, body)).toMatchObject({
    status: 409,
    type: 'application/problem+json; charset=utf-8',
    body: { code: 'illegal_transition', legal },
  });
  expect((await api.get(at(id, 'events'))).body).toEqual(before.body);
});

it.each([
  ['DONE', 'comment', { comment: 'x' }],
  ['DONE', 'reopen', { reason: 'x' }],
  ['HANDED', 'resolve', { resolution: 'x' }],
  ['INC/7', 'comment', { comment: 'x' }],
])('an exception that is %s takes %s', async (id, command, body) => {
  expect((await post(id, command, body)).status).toBe(202);
});

it('leaves the end of a case to a source that is the system of record, and says why', async () => {
  const claims = { tenants: [FOLLOWER] };
  const refused = await api.send('POST', at('FOLLOWED', 'resolve', FOLLOWER), { body: { resolution: 'x' }, claims });

  expect(refused).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
  expect(refused.body.detail).toMatch(/source is the system of record/);
  expect(refused.body.legal).not.toContain('resolve');
  expect(refused.body.legal).toContain('escalate');
});

it('has nothing to change when the severity is that already', async () => {
  expect(await post('BUSY', 'severity', { severity: 'medium', reason: 'x' })).toMatchObject({
    status: 409,
    body: { code: 'conflict' },
  });
});

describe('an idempotency key', () => {
  it('gives the same answer again and records nothing new, however often and at whatever time', async () => {
    const once = await post('BUSY', 'comment', { comment: 'Once.' }, 'k-1');
    const again = await Promise.all([1, 2, 3].map(() => post('BUSY', 'comment', { comment: 'Once.' }, 'k-1')));

    for (const { status, body } of again) expect({ status, body }).toEqual({ status: 202, body: once.body });
    const { body } = await api.get(at('BUSY', 'events?event_type=CaseCommandSubmitted'));
    expect(body.total).toBe(1);
  });

  it('is good for one request', async () => {
    await post('BUSY', 'comment', { comment: 'This.' }, 'k-2');

    expect(await post('BUSY', 'comment', { comment: 'That.' }, 'k-2')).toMatchObject({
      status: 409,
      body: { code: 'idempotency_conflict' },
    });
  });

  it('is of one exception and one kind of command', async () => {
    const answers = [
      await post('BUSY', 'comment', { comment: 'x' }, 'k-3'),
      await post('OPEN', 'comment', { comment: 'x' }, 'k-3'),
      await post('BUSY', 'assign', { owner: 'x' }, 'k-3'),
    ];

    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(answers.map(({ body }) => body.command_id)).size).toBe(3);
  });

  it.each(['', 'x'.repeat(257)])('of a wrong length is refused', async (key) => {
    expect(await post('BUSY', 'comment', { comment: 'x' }, key)).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'Idempotency-Key' }] },
    });
  });
});

it.each([
  ['assign', {}, 'owner'],
  ['assign', { owner: '' }, 'owner'],
  ['assign', { owner: 5 }, 'owner'],
  ['assign', { owner: 'x'.repeat(257) }, 'owner'],
  ['assign', { owner: 'a\0b' }, 'owner'],
  ['assign', { owner: 'x', note: 'x'.repeat(4001) }, 'note'],
  ['assign', { owner: 'x', actor_id: 'eve' }, 'actor_id'],
  ['comment', {}, 'comment'],
  ['comment', { comment: '' }, 'comment'],
  ['comment', { comment: null }, 'comment'],
  ['comment', { comment: '\ud800' }, 'comment'],
  ['comment', { comment: ['x'] }, 'comment'],
  ['severity', { severity: 'urgent', reason: 'x' }, 'severity'],
  ['severity', { severity: 'low' }, 'reason'],
  ['escalate', { to: 'boss' }, 'reason'],
  ['resolve', {}, 'resolution'],
  ['reopen', { reason: 7 }, 'reason'],
])('refuses %s %j, naming %s', async (command, body, path) => {
  const answer = await post('BUSY', command, body);

  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  expect(new Set(answer.body.errors.map((fault: { path: string }) => fault.path))).toEqual(new Set([path]));
});

it.each([[undefined], [[]], ['text'], [5], [null], [[{ comment: 'x' }]]])('refuses %j for a body', async (body) => {
  expect(await api.send('POST', at('BUSY', 'comment'), { body })).toMatchObject({
    status: 400,
    body: { code: expect.any(String) },
  });
});

it('takes as much text as it says, whatever the characters', async () => {
  expect((await post('BUSY', 'comment', { comment: '\u{1f600}'.repeat(4000) })).status).toBe(202);
  expect((await post('BUSY', 'assign', { owner: '\u{1f600}'.repeat(256) })).status).toBe(202);
});

it('knows no exception that is not there, and tells nothing of another tenant', async () => {
  for (const id of ['NOBODYS', 'THEIRS', '%', ' ', 'x'.repeat(129)]) {
    expect(await post(id, 'comment', { comment: 'x' })).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
  const theirs = await api.send('POST', at('THEIRS', 'comment', OTHER_TENANT), { body: { comment: 'x' } });
  expect(theirs).toMatchObject({ status: 403, body: { code: 'tenant_forbidden' } });
});

it('wants an operator', async () => {
  const claims = { roles: ['viewer' as const] };

  expect(await api.send('POST', at('BUSY', 'comment'), { body: { comment: 'x' }, claims })).toMatchObject({
    status: 403,
    body: { code: 'forbidden' },
  });
});

describe('what became of a command', () => {
  const sequences = (events: { sequence: number }[]): number[] => events.map(({ sequence }) => sequence);

  /** Records the outcome as the playbook worker would. */
  async function processed(
    commandId: string,
    facts: { first?: number; last?: number; status?: string },
  ): Promise<void> {
    await api.database.asOwner(
      `insert into event_processing (consumer, event_id, event_time, tenant_id, exception_id, first_sequence, last_sequence,
         status, processed_at)
       select 'playbook', event_id, created_at, tenant_id, exception_id, $2, $3, $4, created_at
       from exception_event where event_id = $1`,
      [commandId, facts.first ?? null, facts.last ?? null, facts.status ?? 'processed'],
    );
  }

  const given = async (): Promise<{ command_id: string; sequence: number; status_url: string }> =>
    (await post('BUSY', 'comment', { comment: 'Well?' })).body;

  it('is pending until its turn has come', async () => {
    const { status_url, command_id } = await given();

    expect((await api.get(status_url)).body).toMatchObject({
      command_id,
      event_type: 'CaseCommandSubmitted',
      command: 'comment',
      requested_by: 'alice',
      status: 'pending',
      processed_at: null,
      events: [],
    });
  });

  it('is applied when it led to something, which it shows', async () => {
    const { status_url, command_id, sequence } = await given();
    await processed(command_id, { first: sequence, last: sequence });

    const { body } = await api.get(status_url);
    expect(body).toMatchObject({ status: 'applied', processed_at: expect.any(String) });
    expect(sequences(body.events)).toEqual([sequence]);
  });

  it.each([
    ['refused', {}],
    ['failed', { status: 'dead_lettered' }],
  ])('is %s when %j', async (status, facts) => {
    const { status_url, command_id } = await given();
    await processed(command_id, facts);

    expect((await api.get(status_url)).body).toMatchObject({ status, events: [] });
  });

  it('is not said of what is no command, is not there, or is of another exception', async () => {
    const { command_id } = await given();
    const ingested = '4ac0b8ee-0d64-4d5e-9a53-8cbb1fa1e9f1';
    await store(api.database, anException('TOLD').withEvent('ExceptionIngested', {}, { eventId: ingested }).build());

    for (const [id, command] of [
      ['OPEN', command_id],
      ['TOLD', ingested],
      ['BUSY', 'nonsense'],
      ['BUSY', '4ac0b8ee-0d64-4d5e-9a53-8cbb1fa1e9f2'],
    ] as const) {
      expect(await api.get(at(id, `commands/${command}`))).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });
});

it('publishes what it has recorded', async () => {
  await post('BUSY', 'comment', { comment: 'Out.' });
  const deadline = Date.now() + 15_000;
  let waiting = 1;
  while (waiting > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    [{ waiting }] = (await api.database.asOwner<{ waiting: number }>(
      'select count(*)::integer as waiting from outbox',
    )) as [{ waiting: number }];
  }

  expect(waiting).toBe(0);
});
