/** People's commands to cases, on the real stack. */
import { TestStack, until } from './fixtures/test-stack.ts';

const DESK = 'DESK';
const FOLLOWER = 'FOLLOWER';
const HOURS = 'HOURS';

/** A domain whose status the platform decides: a person has to look, and the SLA depends on the severity. */
const DESK_PACK = {
  domain: 'Desk',
  exception_types: { BREAK: { default_severity: 'medium' }, ODD: { default_severity: 'low' } },
  severity_rules: [{ when: 'amount > 1000', severity: 'high' }],
  sla: { by_severity: { medium: 240, high: 60, critical: 30 } },
  tools: {},
  playbooks: [
    {
      name: 'By hand',
      match: { exception_type: 'BREAK' },
      steps: [{ name: 'look', action_type: 'manual', params: { instruction: 'Look into it' } }],
    },
  ],
};

/** A domain whose source is the system of record. */
const FOLLOWER_PACK = {
  domain: 'Follower',
  exception_types: { BREAK: { default_severity: 'low', sla_minutes: 60 } },
  severity_rules: [],
  normalization: {
    source_status: '$.state',
    status: { authority: 'source', map: { Closed: 'resolved' }, default: 'analyzing' },
  },
  tools: {},
  playbooks: [],
};

interface Command {
  command_id: string;
  status_url: string;
  status: string;
  events: { event_type: string; payload: Record<string, unknown> }[];
}
/** An untyped body from JSON.parse; each test knows its expected fields. */
type Body = ReturnType<typeof JSON.parse>;

let stack: TestStack;

beforeAll(async () => {
  stack = await TestStack.shared();
  for (const [tenant, pack] of [
    [DESK, DESK_PACK],
    [FOLLOWER, FOLLOWER_PACK],
  ] as const) {
    expect(await stack.importPack(pack, tenant)).toMatchObject({ exitCode: 0 });
  }
});

afterAll(() => stack.stop());

const at = (id: string, part = '', tenant = DESK): string => `/api/exceptions/${tenant}/${id}${part && `/${part}`}`;

async function report(id: string, fields: Body = {}, tenant = DESK): Promise<void> {
  const body = { exception_id: id, source_system: 'test', exception_type: 'BREAK', raw_payload: { n: 1 }, ...fields };
  expect(await stack.request(tenant, 'POST', `/api/exceptions/${tenant}`, { body })).toMatchObject({ status: 202 });
  await stack.settled(tenant);
}

const detail = async (id: string, tenant = DESK): Promise<Body> =>
  (await stack.request<Body>(tenant, 'GET', at(id, '', tenant))).body;

/** Submits a command and waits until it has been processed. */
async function tell(id: string, path: string, body: Body, tenant = DESK): Promise<Command> {
  const given = await stack.request<Command>(tenant, 'POST', at(id, path, tenant), { body });
  expect(given).toMatchObject({ status: 202 });
  return outcome(given.body.status_url, tenant);
}

async function outcome(statusUrl: string, tenant = DESK): Promise<Command> {
  let state: Command | undefined;
  await until(`${statusUrl} is not pending`, 30_000, async () => {
    state = (await stack.request<Command>(tenant, 'GET', statusUrl)).body;
    return state.status !== 'pending';
  });
  await stack.settled(tenant);
  return state as Command;
}

const types = ({ events }: Pick<Command, 'events'>): string[] => events.map(({ event_type }) => event_type);

describe('the commands of people', () => {
  it('assign, comment on, change the severity of, escalate, resolve and reopen an exception, each with its event', async () => {
    await report('LIFE');

    expect(types(await tell('LIFE', 'assign', { owner: 'ann' }))).toEqual(['ExceptionAssigned']);
    expect(types(await tell('LIFE', 'comment', { comment: 'Looking.' }))).toEqual(['CommentAdded']);
    expect(types(await tell('LIFE', 'severity', { severity: 'critical', reason: 'Many.' }))).toEqual([
      'SeverityChanged',
    ]);
    expect(types(await tell('LIFE', 'escalate', { reason: 'Too big.', to: 'boss' }))).toEqual(['ExceptionEscalated']);
    expect(await detail('LIFE')).toMatchObject({ owner: 'ann', severity: 'critical', status: 'escalated' });
    expect(types(await tell('LIFE', 'resolve', { resolution: 'Paid.' }))).toContain('ExceptionResolved');
    expect(types(await tell('LIFE', 'reopen', { reason: 'It bounced.' }))).toEqual(['ExceptionReopened']);
    expect(await detail('LIFE')).toMatchObject({ status: 'open', resolved_at: null, human_touches: 6 });
  });

  it('reopen with the deadline and the warning that the case had: 80 % of the business time', async () => {
    expect(await stack.importPack({ ...DESK_PACK, domain: 'Hours' }, HOURS)).toMatchObject({ exitCode: 0 });
    const office = [['09:00', '17:00']];
    const week = { mon: office, tue: office, wed: office, thu: office, fri: office };
    const settings = { time_zone: 'Europe/Berlin', business_calendar: { week, holidays: [] } };
    const changed = await stack.request(HOURS, 'PATCH', `/api/tenants/${HOURS}`, { body: settings });
    expect(changed).toMatchObject({ status: 200 });
    // A Monday with two of the four hours left; 80 % of the four hours are over on Tuesday at 10:12.
    const monday = { domain: 'Hours', occurred_at: '2027-03-01T15:00:00+01:00' };
    const clock = { deadline: '2027-03-02T10:00:00.000Z', next_check_at: '2027-03-02T09:12:00.000Z' };

    await report('OFFICE', monday, HOURS);
    expect((await detail('OFFICE', HOURS)).sla).toMatchObject(clock);
    await tell('OFFICE', 'resolve', { resolution: 'Paid.' }, HOURS);
    expect((await detail('OFFICE', HOURS)).sla).toMatchObject({ next_check_at: null });
    await tell('OFFICE', 'reopen', { reason: 'It bounced.' }, HOURS);
    expect((await detail('OFFICE', HOURS)).sla).toMatchObject(clock);
  });

  it('move the status through one machine: an illegal move is a 409 that says which are legal', async () => {
    await report('MACHINE');
    const refused = await stack.request(DESK, 'POST', at('MACHINE', 'reopen'), { body: { reason: 'x' } });

    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'illegal_transition',
        legal: [
          'assign',
          'comment',
          'change_severity',
          'escalate',
          'resolve',
          'recalculate',
          'triage',
          'evaluate_policy',
        ],
      },
    });
  });

  it('are judged again in their turn: of two that exclude each other, the first is applied and the other refused', async () => {
    await report('TWICE');
    stack.stack.app('playbook').pause();
    const [one, other] = [
      await stack.request<Command>(DESK, 'POST', at('TWICE', 'resolve'), { body: { resolution: 'One.' } }),
      await stack.request<Command>(DESK, 'POST', at('TWICE', 'resolve'), { body: { resolution: 'Other.' } }),
    ];
    stack.stack.app('playbook').resume();

    expect((await outcome(one.body.status_url)).status).toBe('applied');
    expect(await outcome(other.body.status_url)).toMatchObject({ status: 'refused', events: [] });
  });

  it('resolve an exception when the person said so, and end the playbook that runs', async () => {
    await report('TRUE-TIME');
    stack.stack.app('playbook').pause();
    const asked = await stack.request<Command>(DESK, 'POST', at('TRUE-TIME', 'resolve'), {
      body: { resolution: 'Done.' },
    });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    stack.stack.app('playbook').resume();
    const applied = await outcome(asked.body.status_url);

    const [command] = (await detail('TRUE-TIME')).timeline.filter(
      (event: Body) => event.event_id === applied.command_id,
    );
    expect(await detail('TRUE-TIME')).toMatchObject({
      status: 'resolved',
      resolved_at: command.created_at,
      sla_state: 'met',
      stage: 'finished',
      current_step: null,
    });
  });

  it('are captured by feedback again when a reopened exception ends again', async () => {
    await report('AGAIN');
    for (const turn of [1, 2]) {
      await tell('AGAIN', 'resolve', { resolution: `End ${turn}.` });
      const { timeline } = await detail('AGAIN');
      expect(timeline.filter((event: Body) => event.event_type === 'FeedbackCaptured')).toHaveLength(turn);
      if (turn === 1) await tell('AGAIN', 'reopen', { reason: 'It bounced.' });
    }
  });

  it('change the SLA with the severity, which later states of the source leave as it is', async () => {
    await report('SEVERE', { occurred_at: '2026-11-20T10:00:00.000Z' });
    await tell('SEVERE', 'severity', { severity: 'critical', reason: 'Many.' });
    expect(await detail('SEVERE')).toMatchObject({ severity: 'critical', sla_deadline: '2026-11-20T10:30:00.000Z' });

    await report('SEVERE', { amount: 5_000, raw_payload: { n: 2 } });
    expect(await detail('SEVERE')).toMatchObject({ amount: 5_000, severity: 'critical' });
  });

  it('leave the end of a case to a source that is the system of record, and say why', async () => {
    await report('RECORD', { raw_payload: { state: 'New' } }, FOLLOWER);
    const refused = await stack.request<Body>(FOLLOWER, 'POST', at('RECORD', 'resolve', FOLLOWER), {
      body: { resolution: 'x' },
    });

    expect(refused).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
    expect(refused.body.detail).toMatch(/source is the system of record/);
    expect((await tell('RECORD', 'escalate', { reason: 'Help.' }, FOLLOWER)).status).toBe('applied');
    expect(await detail('RECORD', FOLLOWER)).toMatchObject({ status: 'analyzing' });
  });

  it('happen once, however often they are sent under one key', async () => {
    await report('KEY');
    const send = () =>
      stack.request<Command>(DESK, 'POST', at('KEY', 'comment'), {
        body: { comment: 'Once.' },
        headers: { 'idempotency-key': 'k-1' },
      });
    const answers = await Promise.all([send(), send(), send()]);
    await outcome(answers[0].body.status_url);

    expect(new Set(answers.map(({ status, body }) => `${status} ${body.command_id}`)).size).toBe(1);
    const { timeline } = await detail('KEY');
    expect(timeline.filter((event: Body) => event.event_type === 'CommentAdded')).toHaveLength(1);
  });
});

describe('what people see of a case', () => {
  it('is its timeline, the evidence and the rules that decided, its playbook, its SLA clock, and what it would obey', async () => {
    await report('SEEN', { amount: 5_000 });
    const seen = await detail('SEEN');

    expect(seen.evidence.triage).toMatchObject({
      severity: 'high',
      rules: expect.arrayContaining([{ rule: 'amount > 1000', outcome: 'high' }]),
    });
    expect(seen.evidence.policy).toMatchObject({ decision: 'allow' });
    expect(seen.playbook).toMatchObject({
      playbook: { name: 'By hand' },
      status: 'running',
      candidates: [expect.objectContaining({ matched: true })],
    });
    expect(seen.sla).toMatchObject({ state: 'running', running: true, deadline: seen.sla_deadline });
    expect(seen).toMatchObject({ status_authority: 'platform', tool_runs: [] });
    expect(seen.legal_commands).toContain('resolve');
    expect(seen.timeline.length).toBeGreaterThan(4);
  });

  it('is found by free text among all exceptions, and kept as a view', async () => {
    await report('NEEDLE-4711', { title: 'Margin call unanswered' });
    const found = await stack.request<Body>(DESK, 'GET', `/api/exceptions/${DESK}?q=call%20unansw`);
    const view = { name: 'Margin calls', shared: true, query: { q: 'margin call', status: ['open', 'analyzing'] } };
    const saved = await stack.request<Body>(DESK, 'POST', '/api/views', { body: view });

    expect(found.body.items).toMatchObject([{ exception_id: 'NEEDLE-4711' }]);
    expect(saved).toMatchObject({ status: 201, body: view });
    expect((await stack.request<Body>(DESK, 'GET', '/api/views')).body.items).toMatchObject([view]);
    expect((await stack.request<Body>(FOLLOWER, 'GET', '/api/views')).body.items).toEqual([]);
  });

  it('is found by the title that the source gave it last, once search has observed it', async () => {
    await report('NEEDLE-4712', { title: 'Collateral short' });
    await report('NEEDLE-4712', { title: 'Collateral posted', raw_payload: { n: 2 } });
    const found = async (text: string) =>
      (await stack.request<Body>(DESK, 'GET', `/api/exceptions/${DESK}?q=${encodeURIComponent(text)}`)).body.items;

    await until('search has observed it', 30_000, async () => {
      const [text] = await stack.sql<{ content: string }>(
        `select content from exception_text where tenant_id = $1 and exception_id = 'NEEDLE-4712'`,
        [DESK],
      );
      return text?.content === 'NEEDLE-4712\nCollateral posted';
    });
    expect(await found('eral post')).toMatchObject([{ exception_id: 'NEEDLE-4712', title: 'Collateral posted' }]);
    expect(await found('needle-4712')).toHaveLength(1);
    expect(await found('collateral short')).toEqual([]);
  });

  it('is counted for supervisors by status, severity, domain, owner, age and SLA', async () => {
    const { body } = await stack.request<Body>(DESK, 'GET', `/ops/supervisor?tenant_id=${DESK}`);
    const [counted] = await stack.sql<Body>(
      `select count(*)::integer as unresolved from exception where tenant_id = $1 and status <> 'resolved'`,
      [DESK],
    );

    expect(body).toMatchObject({ ...counted, unresolved_is_exact: true, by_domain: [{ domain: 'Desk' }] });
    for (const counts of [body.by_status, body.by_severity, body.by_sla_state, body.by_age]) {
      expect(Object.values<number>(counts).reduce((sum, count) => sum + count, 0)).toBe(counted?.unresolved);
    }
  });
});

describe('a command to many exceptions', () => {
  const names = Array.from({ length: 200 }, (_, index) => `MANY-${index}`);

  it('is a job on the server with a result for each, which a kill of its worker does not double', async () => {
    const items = names.map((exception_id) => ({
      exception_id,
      source_system: 'test',
      exception_type: 'ODD',
      entity: 'Many Ltd',
      raw_payload: {},
    }));
    expect((await stack.request(DESK, 'POST', `/api/exceptions/${DESK}/batch`, { body: items })).status).toBe(200);
    await stack.settled(DESK);
    const started = await stack.request<Body>(DESK, 'POST', '/api/bulk-jobs', {
      body: { command: 'comment', filter: { entity: 'Many Ltd' }, note: 'We know.' },
    });
    expect(started).toMatchObject({ status: 202, body: { items: 200 } });
    await until('some are told', 20_000, async () => {
      const [row] = await stack.sql<{ done: number }>('select done from bulk_job where job_id = $1', [
        started.body.job_id,
      ]);
      return (row?.done ?? 0) > 0;
    });
    const worker = stack.stack.app('ops-api');
    const before = worker.pid;
    worker.kill('SIGKILL');
    await until('ops-api has died', 10_000, () => Promise.resolve(worker.pid !== before));
    await worker.waitReady();
    await until('the job has ended', 60_000, async () => {
      const job = await stack.request<Body>(DESK, 'GET', started.body.status_url);
      return job.body.status === 'completed' && job.body.accepted === 200;
    });
    await stack.settled(DESK);

    const [told] = await stack.sql<Body>(
      `select count(*)::integer as comments, count(distinct exception_id)::integer as exceptions
       from exception_event where tenant_id = $1 and event_type = 'CommentAdded' and payload->>'comment' = 'We know.'`,
      [DESK],
    );
    expect(told).toEqual({ comments: 200, exceptions: 200 });
    const { body } = await stack.request<Body>(DESK, 'GET', `/api/bulk-jobs/${started.body.job_id}/items?limit=200`);
    expect(new Set(body.items.map((item: Body) => `${item.status} ${item.command_status}`))).toEqual(
      new Set(['accepted applied']),
    );
  });
});
