/** Bulk commands: a server-side job with a result per exception. */
import { createService } from '@sentinai/service-kit';
import { opsApiConfig } from '../src/ops-api.config.ts';
import { OpsApiModule } from '../src/ops-api.module.ts';
import { anException, store } from './testing/exception.builder.ts';
import { type OpsApi, OTHER_TENANT, startOpsApi, TENANT } from './testing/ops-api.ts';

let api: OpsApi;

beforeAll(async () => {
  api = await startOpsApi();
  await store(
    api.database,
    ...Array.from({ length: 120 }, (_, index) => anException(`EX-${index}`).with({ owner: 'ann' }).build()),
    anException('DONE').with({ status: 'resolved', owner: 'bob' }).build(),
    anException('AGAIN')
      .with({ status: 'analyzing', milestones: { triaged_at: '2026-11-20T08:00:00.000Z' } })
      .build(),
  );
});

afterAll(() => api.stop());

const start = (body: object, claims = {}) => api.send('POST', '/api/bulk-jobs', { body, claims });

async function ended(jobId: string): Promise<Record<string, unknown>> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const { body } = await api.get(`/api/bulk-jobs/${jobId}`);
    if (body.ended_at !== null) return body;
    if (Date.now() > deadline) throw new Error(`Job ${jobId}: ${JSON.stringify(body)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function itemsOf(jobId: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let cursor: string | null = null;
  do {
    const page = cursor === null ? '' : `&cursor=${cursor}`;
    const { body }: Awaited<ReturnType<OpsApi['get']>> = await api.get(`/api/bulk-jobs/${jobId}/items?limit=50${page}`);
    items.push(...body.items);
    cursor = body.next_cursor;
  } while (cursor !== null);
  return items;
}

it('tells those that are named, and says of each how it went', async () => {
  const { status, body } = await start({
    command: 'resolve',
    exception_ids: ['EX-1', 'DONE', 'NOBODYS', 'EX-1'],
    note: 'The market was closed.',
  });

  expect(status).toBe(202);
  expect(body).toMatchObject({ command: 'resolve', status: 'pending', items: 3, pending: 3, created_by: 'alice' });
  expect((await api.get(body.status_url)).body.job_id).toBe(body.job_id);
  expect(await ended(body.job_id)).toMatchObject({ status: 'completed', pending: 0, accepted: 1, refused: 2 });
  expect(await itemsOf(body.job_id)).toEqual([
    expect.objectContaining({
      place: 1,
      exception_id: 'EX-1',
      status: 'accepted',
      command_status: 'pending',
      code: null,
    }),
    expect.objectContaining({ exception_id: 'DONE', status: 'refused', command_id: null, code: 'illegal_transition' }),
    expect.objectContaining({ exception_id: 'NOBODYS', status: 'refused', code: 'not_found' }),
  ]);
});

it('keeps no personal data of its words, and knows the same job again under its key', async () => {
  const headers = { 'idempotency-key': 'personal' };
  const body = { command: 'comment', exception_ids: ['EX-2'], note: 'Called jane@example.com.' };
  const send = () => api.send('POST', '/api/bulk-jobs', { body, headers });
  const { body: first } = await send();

  expect((await send()).body.job_id).toBe(first.job_id);
  await ended(first.job_id);
  const kept = { note: 'Called [REDACTED:email].' };
  expect(await api.database.asOwner('select arguments from bulk_job where job_id = $1', [first.job_id])).toEqual([
    { arguments: kept },
  ]);
  expect(
    await api.database.asOwner(
      "select payload from exception_event where exception_id = 'EX-2' and event_type = 'CaseCommandSubmitted'",
    ),
  ).toMatchObject([{ payload: kept }]);
});

it('tells those that a filter leaves, each once, though two processes work on it', async () => {
  const env = {
    ...api.issuer.env,
    DATABASE_URL: api.database.urlFor('sentinai_ops_api'),
    KAFKA_BROKERS: process.env.KAFKA_BROKERS,
    LOG_LEVEL: 'silent',
  };
  const other = await createService({ name: 'ops-api', config: opsApiConfig, module: OpsApiModule }, { env });
  await other.app.init();
  const { body } = await start({ command: 'comment', filter: { owner: 'ann' }, note: 'We know.' });
  const job = await ended(body.job_id);
  await other.app.close();

  expect(job).toMatchObject({ items: 120, accepted: 120, refused: 0 });
  expect((await itemsOf(body.job_id)).map(({ place }) => place)).toEqual(Array.from({ length: 120 }, (_, n) => n + 1));
  const comments = await api.database.asOwner<{ exceptions: number; events: number }>(
    `select count(distinct exception_id)::integer as exceptions, count(*)::integer as events
     from exception_event where payload->>'note' = 'We know.'`,
  );
  expect(comments).toEqual([{ exceptions: 120, events: 120 }]);
});

describe('that decides exceptions again', () => {
  const redecide = { command: 'triage', exception_ids: ['AGAIN', 'DONE', 'EX-9'], note: 'New rules.' };

  it('records who requested it, why and in which job; resolved and untriaged ones are refused', async () => {
    const { body } = await start({ ...redecide, reset_severity: true }, { roles: ['admin'] });

    expect(await ended(body.job_id)).toMatchObject({ command: 'triage', accepted: 1, refused: 2 });
    expect(await itemsOf(body.job_id)).toMatchObject([
      { exception_id: 'AGAIN', status: 'accepted', command_status: 'pending' },
      { exception_id: 'DONE', status: 'refused', code: 'illegal_transition' },
      { exception_id: 'EX-9', status: 'refused', code: 'conflict' },
    ]);
    const events = await api.database.asOwner(
      "select actor_id, payload from exception_event where event_type = 'TriageRequested'",
    );
    expect(events).toEqual([
      {
        actor_id: 'alice',
        payload: { actor_id: 'alice', reason: 'New rules.', reset_severity: true, bulk_job_id: body.job_id },
      },
    ]);
  });

  it('shows what triage made of each', async () => {
    const { body } = await start(redecide, { roles: ['admin'] });
    await ended(body.job_id);
    // Records the outcome as the triage worker would.
    await api.database.asOwner(
      `insert into event_processing (consumer, event_id, event_time, tenant_id, exception_id, first_sequence, last_sequence,
         status, processed_at)
       select 'triage', event_id, created_at, tenant_id, exception_id, sequence, sequence, 'processed', created_at
       from exception_event where payload->>'bulk_job_id' = $1`,
      [body.job_id],
    );

    expect((await itemsOf(body.job_id))[0]).toMatchObject({ exception_id: 'AGAIN', command_status: 'applied' });
  });

  it.each(['triage', 'evaluate_policy'])('takes an admin: %s', async (command) => {
    const refused = await start({ ...redecide, command });

    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await start({ ...redecide, command }, { roles: ['admin'] })).status).toBe(202);
  });
});

it('is the same job when it is asked for again under its key, and no other', async () => {
  const order = { command: 'comment', exception_ids: ['EX-5', 'EX-6'], note: 'Keyed.' };
  const headers = { 'idempotency-key': 'job-1' };
  const ask = (body: object) => api.send('POST', '/api/bulk-jobs', { body, headers });
  const twice = await Promise.all([ask(order), ask(order)]);
  const job = await ended(twice[0].body.job_id);
  const again = await ask(order);

  expect(twice.map(({ status, body }) => [status, body.job_id])).toEqual([
    [202, job.job_id],
    [202, job.job_id],
  ]);
  expect(again).toMatchObject({ status: 202, body: { job_id: job.job_id, status: 'completed', accepted: 2 } });
  for (const other of [{ note: 'Another.' }, { exception_ids: ['EX-5'] }, { command: 'resolve' }]) {
    expect(await ask({ ...order, ...other })).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
  }
  const [told] = await api.database.asOwner<{ events: number }>(
    `select count(*)::integer as events from exception_event where payload->>'note' = 'Keyed.'`,
  );
  expect(told).toEqual({ events: 2 });
});

it('is listed page by page, newest first', async () => {
  const first = await start({ command: 'comment', exception_ids: ['EX-7'], note: 'x' });
  const second = await start({ command: 'comment', exception_ids: ['EX-7'], note: 'y' });

  const page = (await api.get('/api/bulk-jobs?limit=1')).body;
  const next = (await api.get(`/api/bulk-jobs?limit=1&cursor=${page.next_cursor}`)).body;

  expect([page, next].map(({ items }) => items[0].job_id)).toEqual([second.body.job_id, first.body.job_id]);
  expect(page.total).toBeGreaterThanOrEqual(2);
  expect(await api.get('/api/bulk-jobs?cursor=x')).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});

it('goes on where a process died, and tells nobody twice', async () => {
  const { body } = await start({ command: 'comment', exception_ids: ['EX-2', 'EX-3'], note: 'Once.' });
  await ended(body.job_id);
  // Simulates a process that dies after submitting the commands, before it stores the results.
  await api.database.asOwner(
    `with forgotten as (
       update bulk_job_item set status = 'pending', command_id = null, command_time = null where job_id = $1
     )
     update bulk_job set status = 'running', done = 0, accepted = 0, ended_at = null,
       claimed_until = now() + interval '1 second' where job_id = $1`,
    [body.job_id],
  );

  expect(await ended(body.job_id)).toMatchObject({ status: 'completed', accepted: 2 });
  const [told] = await api.database.asOwner<{ events: number }>(
    `select count(*)::integer as events from exception_event where payload->>'note' = 'Once.'`,
  );
  expect(told).toEqual({ events: 2 });
});

it('waits while its tenant is suspended', async () => {
  const suspend = (status: string) =>
    api.database.asOwner('update tenant set status = $2 where tenant_id = $1', [TENANT, status]);
  await suspend('suspended');
  // Simulates a suspension after the job was created.
  await api.database.asOwner(
    `with job as (
       insert into bulk_job (tenant_id, job_id, command, arguments, status, created_by, created_at, items)
       values ($1, '7d0f4b8e-51f3-4f0a-9a57-0d3f7a8a2f11', 'comment', '{"note": "Later."}', 'pending', 'ann', now(), 1)
       returning tenant_id, job_id
     )
     insert into bulk_job_item (tenant_id, job_id, place, exception_id) select tenant_id, job_id, 1, 'EX-8' from job`,
    [TENANT],
  );
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const [waiting] = await api.database.asOwner(
    `select status, done from bulk_job where job_id = '7d0f4b8e-51f3-4f0a-9a57-0d3f7a8a2f11'`,
  );
  await suspend('active');

  expect(waiting).toEqual({ status: 'pending', done: 0 });
  expect(await ended('7d0f4b8e-51f3-4f0a-9a57-0d3f7a8a2f11')).toMatchObject({ status: 'completed', accepted: 1 });
});

it('ends when it is cancelled, and says which were not told', async () => {
  await api.database.asOwner(
    `insert into bulk_job (tenant_id, job_id, command, arguments, status, created_by, created_at, items, claimed_until)
     values ($1, '4ac0b8ee-0d64-4d5e-9a53-8cbb1fa1e9f2', 'comment', '{"note": "x"}', 'running', 'ann', now(), 1,
       now() + interval '1 hour')`,
    [TENANT],
  );
  await api.database.asOwner(
    `insert into bulk_job_item (tenant_id, job_id, place, exception_id)
     values ($1, '4ac0b8ee-0d64-4d5e-9a53-8cbb1fa1e9f2', 1, 'EX-4')`,
    [TENANT],
  );
  const cancel = () => api.send('POST', '/api/bulk-jobs/4ac0b8ee-0d64-4d5e-9a53-8cbb1fa1e9f2/cancel');

  expect(await cancel()).toMatchObject({
    status: 200,
    body: { status: 'cancelled', cancelled_by: 'alice', pending: 1 },
  });
  expect(await itemsOf('4ac0b8ee-0d64-4d5e-9a53-8cbb1fa1e9f2')).toMatchObject([{ status: 'cancelled' }]);
  expect(await cancel()).toMatchObject({ status: 409, body: { code: 'conflict' } });
});

it('is complete at once when there is nobody to tell', async () => {
  expect((await start({ command: 'comment', filter: { owner: 'nobody' }, note: 'x' })).body).toMatchObject({
    status: 'completed',
    items: 0,
    ended_at: expect.any(String),
  });
});

it.each([
  [{ exception_ids: ['EX-1'], note: 'x' }, 'command'],
  [{ command: 'recalculate', exception_ids: ['EX-1'] }, 'command'],
  [{ command: 'comment', note: 'x' }, 'exception_ids'],
  [{ command: 'comment', note: 'x', exception_ids: ['EX-1'], filter: {} }, 'exception_ids'],
  [{ command: 'comment', note: 'x', exception_ids: [] }, 'exception_ids'],
  [{ command: 'comment', note: 'x', exception_ids: 'EX-1' }, 'exception_ids'],
  [{ command: 'comment', note: 'x', exception_ids: ['EX-1', 'a b'] }, 'exception_ids[1]'],
  [
    { command: 'comment', note: 'x', exception_ids: Array.from({ length: 10_001 }, (_, n) => `E${n}`) },
    'exception_ids',
  ],
  [{ command: 'comment', exception_ids: ['EX-1'] }, 'note'],
  [{ command: 'triage', exception_ids: ['EX-1'] }, 'note'],
  [{ command: 'triage', exception_ids: ['EX-1'], note: 'x', reset_severity: 1 }, 'reset_severity'],
  [{ command: 'resolve', exception_ids: ['EX-1'] }, 'note'],
  [{ command: 'assign', exception_ids: ['EX-1'] }, 'owner'],
  [{ command: 'change_severity', exception_ids: ['EX-1'], note: 'x' }, 'severity'],
  [{ command: 'comment', note: 'x', filter: { colour: 'red' } }, 'filter.colour'],
  [{ command: 'comment', note: 'x', filter: [] }, 'filter'],
  [{ command: 'comment', note: 'x', filter: null, exception_ids: ['EX-1'] }, 'filter'],
  [{ command: 'comment', note: 'x', filter: { q: '\ud800' } }, 'filter.q'],
  [{ command: 'change_severity', exception_ids: ['EX-1'], note: 'x', severity: null }, 'severity'],
])('refuses what is not clear (%#), naming %s', async (body, path) => {
  const answer = await start(body);

  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  expect(answer.body.errors.map((fault: { path: string }) => fault.path)).toContain(path);
});

it('is of its tenant, and takes an operator', async () => {
  const { body } = await start({ command: 'comment', exception_ids: ['EX-1'], note: 'x' });
  const theirs = { tenants: [OTHER_TENANT] };

  expect((await api.get(`/api/bulk-jobs/${body.job_id}`, theirs)).status).toBe(404);
  expect((await api.get(`/api/bulk-jobs/${body.job_id}/items`, theirs)).status).toBe(404);
  expect((await api.send('POST', `/api/bulk-jobs/${body.job_id}/cancel`, { claims: theirs })).status).toBe(404);
  expect((await api.get('/api/bulk-jobs', theirs)).body.items).toEqual([]);
  expect((await api.get('/api/bulk-jobs')).body.items[0].job_id).toBe(body.job_id);
  expect((await start({ command: 'comment', exception_ids: ['EX-1'], note: 'x' }, { roles: ['viewer'] })).status).toBe(
    403,
  );
});
