/** Open exceptions decided again after a pack change, for one and in bulk, and exceptions created by hand, on the real stack. */
import { TestStack, until } from './fixtures/test-stack.ts';

const TENANT = 'REDECIDED';
const HAPPENED = '2027-03-01T10:00:00.000Z';

const byHand = (name: string, exception_type: string) => ({
  name,
  match: { exception_type },
  steps: [{ name: 'look', action_type: 'manual', params: { instruction: 'Look into it' } }],
});

const BEFORE = {
  domain: 'Redecided',
  exception_types: { BREAK: { default_severity: 'medium' }, ODD: { default_severity: 'low' } },
  severity_rules: [] as object[],
  sla: { by_severity: { low: 480, medium: 240, high: 60 } },
  tools: {},
  playbooks: [byHand('Break', 'BREAK')],
};

/** Large breaks are urgent, and what is odd has a playbook. */
const AFTER = {
  ...BEFORE,
  severity_rules: [{ when: 'amount > 1000', severity: 'high' }],
  playbooks: [...BEFORE.playbooks, byHand('Odd', 'ODD')],
};

/** An untyped body from JSON.parse; each test knows its expected fields. */
type Body = ReturnType<typeof JSON.parse>;

let stack: TestStack;

const MANY = Array.from({ length: 40 }, (_, index) => `MANY-${index}`);
const at = (id: string, part = ''): string => `/api/exceptions/${TENANT}/${id}${part && `/${part}`}`;
const ask = (method: string, path: string, body?: object): Promise<{ status: number; body: Body }> =>
  stack.request<Body>(TENANT, method, path, body && { body });
const detail = async (id: string): Promise<Body> => (await ask('GET', at(id))).body;

/** Submits a command and returns its outcome once all that follows from it has happened. */
async function tell(id: string, path: string, body: object): Promise<Body> {
  const given = await ask('POST', at(id, path), body);
  expect(given).toMatchObject({ status: 202 });
  await stack.settled(TENANT);
  return (await ask('GET', given.body.status_url)).body;
}

async function run(job: object): Promise<Body> {
  const started = await ask('POST', '/api/bulk-jobs', job);
  expect(started).toMatchObject({ status: 202 });
  await until('the job has ended', 60_000, async () => {
    return (await ask('GET', started.body.status_url)).body.status === 'completed';
  });
  await stack.settled(TENANT);
  return (await ask('GET', started.body.status_url)).body;
}

const types = ({ timeline }: Body, ...wanted: string[]): string[] =>
  timeline.map(({ event_type }: Body) => event_type).filter((type: string) => wanted.includes(type));

beforeAll(async () => {
  stack = await TestStack.shared();
  expect(await stack.importPack(BEFORE, TENANT)).toMatchObject({ exitCode: 0 });
  const large = {
    source_system: 'test',
    exception_type: 'BREAK',
    occurred_at: HAPPENED,
    amount: 5_000,
    raw_payload: {},
  };
  const odd = { ...large, exception_type: 'ODD', amount: 5 };
  const items = [
    ...['LARGE', 'SET', 'CLOSED'].map((exception_id) => ({ ...large, exception_id })),
    ...['LEFT', 'ONLY-POLICY'].map((exception_id) => ({ ...odd, exception_id })),
    ...MANY.map((exception_id) => ({ ...odd, exception_id, entity: 'Many Ltd' })),
  ];
  const body = (await ask('POST', `/api/exceptions/${TENANT}/batch`, items)).body;
  expect(body).toMatchObject({ accepted: items.length });
  await stack.settled(TENANT);
  await tell('SET', 'severity', { severity: 'low', reason: 'Known.' });
  await tell('CLOSED', 'resolve', { resolution: 'Paid.' });
  await tell('MANY-0', 'resolve', { resolution: 'Paid.' });
  expect(await detail('LARGE')).toMatchObject({ severity: 'medium', sla_deadline: '2027-03-01T14:00:00.000Z' });
  expect(await detail('LEFT')).toMatchObject({ status: 'escalated', playbook: { status: 'none' } });
  expect(await stack.importPack(AFTER, TENANT)).toMatchObject({ exitCode: 0 });
});

afterAll(() => stack.stop());

const NEW_RULES = { reason: 'The rules have changed.' };

describe('after a pack change, an open exception that is decided again', () => {
  it('has the severity and the deadline of the packs in force; its playbook goes on', async () => {
    const done = await tell('LARGE', 'triage', NEW_RULES);

    expect(done).toMatchObject({ command: 'triage', status: 'applied', events: [{ event_type: 'TriageCompleted' }] });
    const seen = await detail('LARGE');
    expect(seen).toMatchObject({
      severity: 'high',
      sla_deadline: '2027-03-01T11:00:00.000Z',
      status: 'analyzing',
      stage: 'awaiting_person',
      playbook: { playbook: { name: 'Break' }, status: 'running' },
    });
    expect(seen.timeline.find(({ event_type }: Body) => event_type === 'TriageRequested')).toMatchObject({
      actor: { type: 'user', id: `admin@${TENANT}.test` },
      payload: { ...NEW_RULES, reset_severity: false, bulk_job_id: null },
    });
    expect(types(seen, 'PlaybookMatched', 'PlaybookStarted')).toEqual(['PlaybookMatched', 'PlaybookStarted']);
  });

  it('changes no more when it is decided once more, and the record shows it', async () => {
    const before = await detail('LARGE');
    await tell('LARGE', 'triage', NEW_RULES);
    const after = await detail('LARGE');

    const { updated_at: _before, timeline: told, playbook: _told, evidence: _shown, sla, ...facts } = before;
    const { remaining_seconds: _left, ...clock } = sla;
    expect(after).toMatchObject({ ...facts, sla: clock });
    expect(after.timeline.slice(told.length).map(({ event_type }: Body) => event_type)).toEqual([
      'TriageRequested',
      'TriageCompleted',
      'PolicyEvaluationCompleted',
    ]);
  });

  it('keeps a severity that a person has set, unless the request says otherwise', async () => {
    await tell('SET', 'triage', NEW_RULES);
    expect(await detail('SET')).toMatchObject({ severity: 'low' });

    await tell('SET', 'triage', { ...NEW_RULES, reset_severity: true });
    expect(await detail('SET')).toMatchObject({ severity: 'high', sla_deadline: '2027-03-01T11:00:00.000Z' });
  });

  it('gets the playbook that now matches, where it was escalated for want of one', async () => {
    await tell('LEFT', 'triage', NEW_RULES);

    const seen = await detail('LEFT');
    expect(seen).toMatchObject({ status: 'escalated', playbook: { playbook: { name: 'Odd' }, status: 'running' } });
    expect(types(seen, 'ExceptionEscalated', 'PlaybookStarted')).toEqual(['ExceptionEscalated', 'PlaybookStarted']);
  });

  it('may have its policy applied alone', async () => {
    const done = await tell('ONLY-POLICY', 'evaluate-policy', NEW_RULES);

    expect(done.events.map(({ event_type }: Body) => event_type)).toEqual([
      'PolicyEvaluationCompleted',
      'PlaybookMatched',
    ]);
    const seen = await detail('ONLY-POLICY');
    expect(seen.playbook).toMatchObject({ playbook: { name: 'Odd' }, status: 'running' });
    expect(types(seen, 'TriageCompleted')).toHaveLength(1);
  });

  it('is refused once it is resolved', async () => {
    for (const path of ['triage', 'evaluate-policy']) {
      expect(await ask('POST', at('CLOSED', path), NEW_RULES)).toMatchObject({
        status: 409,
        body: { code: 'illegal_transition', legal: ['comment', 'reopen'] },
      });
    }
  });
});

describe('all that match a filter', () => {
  it('are decided again as a job, which an admin starts; resolved ones are refused, and nothing happens twice', async () => {
    const order = { command: 'triage', filter: { entity: 'Many Ltd' }, note: 'The rules have changed.' };
    const operator = { authorization: `Bearer ${await stack.token(TENANT, 'operator')}` };
    const refused = await stack.request(TENANT, 'POST', '/api/bulk-jobs', { body: order, headers: operator });
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });

    const job = await run(order);

    expect(job).toMatchObject({ items: MANY.length, accepted: MANY.length - 1, refused: 1 });
    const { body } = await ask('GET', `/api/bulk-jobs/${job.job_id}/items?limit=100`);
    const outcomes = body.items.map((item: Body) => `${item.status} ${item.command_status ?? item.code}`);
    expect(new Set(outcomes)).toEqual(new Set(['accepted applied', 'refused illegal_transition']));
    const counts = await stack.sql<{ type: string; events: number; exceptions: number }>(
      `select event_type as type, count(*)::integer as events, count(distinct exception_id)::integer as exceptions
       from exception_event
       where tenant_id = $1 and exception_id like 'MANY-%' and exception_id <> 'MANY-0'
         and event_type in ('TriageRequested', 'PlaybookStarted', 'ExceptionEscalated', 'FeedbackCaptured')
       group by event_type`,
      [TENANT],
    );
    const once = { events: MANY.length - 1, exceptions: MANY.length - 1 };
    expect(new Map(counts.map(({ type, ...count }) => [type, count]))).toEqual(
      new Map(
        ['TriageRequested', 'PlaybookStarted', 'ExceptionEscalated', 'FeedbackCaptured'].map((type) => [type, once]),
      ),
    );
  });
});

describe('an exception that a person creates', () => {
  it('goes the way of every other, to its end, and shows who made it', async () => {
    const body = { exception_type: 'BREAK', title: 'Seen on the phone', entity: 'ACC-1', amount: 5, currency: 'EUR' };
    const created = await ask('POST', `/api/exceptions/${TENANT}/manual`, body);
    expect(created).toMatchObject({ status: 202, body: { event_type: 'ManualExceptionCreated' } });
    const { exception_id: id, status_url } = created.body;
    await stack.settled(TENANT);

    expect((await ask('GET', status_url)).body).toMatchObject({
      source_system: 'manual',
      title: 'Seen on the phone',
      entity: 'ACC-1',
      severity: 'medium',
      stage: 'awaiting_person',
    });
    expect((await ask('POST', at(id, 'playbook/steps/1/complete'), {})).status).toBe(202);
    await until(`${id} is resolved`, 30_000, async () => (await detail(id)).status === 'resolved');
    await stack.settled(TENANT);

    const seen = await detail(id);
    expect(seen.timeline[0]).toMatchObject({
      event_type: 'ManualExceptionCreated',
      actor: { type: 'user', id: `admin@${TENANT}.test` },
    });
    expect(types(seen, 'ExceptionResolved', 'FeedbackCaptured')).toEqual(['ExceptionResolved', 'FeedbackCaptured']);
  });
});
