/** Promises of playbooks: they run to their end whatever crashes, ask the right people, and say why they were chosen. */
import { join } from 'node:path';
import { signDevelopmentToken } from '../cli/token/development-token.ts';
import { Bank, paymentsPack, recordPack } from './fixtures/payments.ts';
import { type Answer, TestStack, until } from './fixtures/test-stack.ts';

const TENANT = 'P-payments';
const RECORD_TENANT = 'P-record';

interface Run {
  status: string;
  playbook: { playbook_id: number; name: string; version: number } | null;
  current_step: number | null;
  steps: {
    status: string;
    attempts: number;
    approvals: string[];
    arguments: unknown;
    timer: { kind: string } | null;
    approval: { quorum: number; roles: string[] } | null;
  }[];
  expected_step: { order: number; commands: string[] } | null;
}

describe('a playbook', () => {
  let stack: TestStack;
  let bank: Bank;

  beforeAll(async () => {
    bank = await Bank.open(2);
    stack = await TestStack.shared();
    expect(await stack.importPack(paymentsPack(bank.url), TENANT)).toMatchObject({ exitCode: 0 });
    expect(await stack.importPack(recordPack(bank.url), RECORD_TENANT)).toMatchObject({ exitCode: 0 });
  });

  afterAll(async () => {
    await stack.stop();
    await bank.close();
  });

  const as = async (subject: string, tenant: string): Promise<Record<string, string>> => {
    const token = await signDevelopmentToken(
      { subject, roles: ['operator'], tenants: [tenant], lifetimeMs: 600_000 },
      join(stack.folder, 'state'),
    );
    return { authorization: `Bearer ${token}` };
  };
  const report = async (exceptionId: string, fields: object, tenant = TENANT): Promise<void> => {
    const body = { exception_id: exceptionId, source_system: 'test', raw_payload: {}, ...fields };
    expect((await stack.request(tenant, 'POST', `/api/exceptions/${tenant}`, { body })).status).toBe(202);
  };
  const playbookPath = (exceptionId: string, tenant = TENANT): string =>
    `/api/exceptions/${tenant}/${exceptionId}/playbook`;
  const runOf = async (exceptionId: string, tenant = TENANT): Promise<Run> =>
    (await stack.request<Run>(tenant, 'GET', playbookPath(exceptionId, tenant))).body;
  const reaches = (exceptionId: string, what: string, condition: (run: Run) => boolean, tenant = TENANT) =>
    until(`${exceptionId} ${what}`, 40_000, async () => condition(await runOf(exceptionId, tenant)));
  const waits = (exceptionId: string, step: number, tenant = TENANT) =>
    reaches(exceptionId, `waits at step ${step}`, ({ expected_step }) => expected_step?.order === step, tenant);
  const tell = async (
    exceptionId: string,
    what: string,
    { body = {}, subject = 'ann' }: { body?: object; subject?: string } = {},
  ): Promise<Answer> =>
    stack.request(TENANT, 'POST', `${playbookPath(exceptionId)}/${what}`, {
      body,
      headers: await as(subject, TENANT),
    });

  /** Kills the playbook worker, and resolves when the next one is ready. */
  const kill = async (): Promise<void> => {
    const worker = stack.stack.app('playbook');
    const before = worker.pid;
    worker.kill('SIGKILL');
    await until('the worker has died', 10_000, () => Promise.resolve(worker.pid !== before));
    await worker.waitReady();
  };

  it('with a branch, a tool call that fails twice, an approval by two people and a timeout runs to its end, through a kill of its worker at every step', async () => {
    await report('PAY-1', { exception_type: 'PAYOUT', amount: 500, entity: 'ACC-1' });
    await reaches('PAY-1', 'has failed once', ({ steps }) => steps[0]?.timer?.kind === 'retry');
    await kill();
    await waits('PAY-1', 3);
    expect((await runOf('PAY-1')).steps[2]).toMatchObject({
      status: 'awaiting_approval',
      arguments: { tool: 'pay', arguments: { amount: 500, to: 'ACC-1' } },
      approval: { quorum: 2, roles: ['operator'] },
    });
    await kill();
    expect(await tell('PAY-1', 'steps/3/approve')).toMatchObject({ status: 202 });
    await kill();
    await reaches('PAY-1', 'is approved once', ({ steps }) => steps[2]?.approvals.length === 1);
    expect(await tell('PAY-1', 'steps/3/approve', { subject: 'ben' })).toMatchObject({ status: 202 });
    await waits('PAY-1', 4);
    await kill();
    await reaches('PAY-1', 'is at its end', ({ status }) => status === 'completed');

    const { steps } = await runOf('PAY-1');
    expect(steps.map(({ status }) => status)).toEqual(['completed', 'skipped', 'completed', 'failed', 'completed']);
    expect(steps[0]?.attempts).toBe(3);
    expect(steps[2]?.approvals).toEqual(['ann', 'ben']);
    expect(bank.asked.get('ACC-1')).toBe(3);
    expect([...bank.payments.values()]).toEqual([{ amount: 500, to: 'ACC-1' }]);
    await stack.settled(TENANT);
    const [exception] = await stack.sql(
      `select status, event_count, (select count(distinct sequence)::integer from exception_event v
         where v.tenant_id = e.tenant_id and v.exception_id = e.exception_id) as told
       from exception e where tenant_id = $1 and exception_id = 'PAY-1'`,
      [TENANT],
    );
    expect(exception).toMatchObject({ status: 'resolved', told: exception?.event_count });
    expect(await stack.sql('select * from dead_letter_event where tenant_id = $1', [TENANT])).toEqual([]);
  });

  it('counts as many approvals as it needs of those that come at once, and tells the others so', async () => {
    /** Sends four approvals at once; the worker may be so quick that one of them is refused on arrival. */
    const approvedAtOnce = async (id: string): Promise<Answer[]> => {
      await report(id, { exception_type: 'PAYOUT', amount: 500, entity: id });
      await waits(id, 3);
      const given = ['ann', 'ann', 'ben', 'cat'].map((subject) => tell(id, 'steps/3/approve', { subject }));
      return Promise.all(given);
    };
    let [id, given] = ['', [] as Answer[]];
    for (let attempt = 1; attempt <= 10 && !given.some(({ status }) => status === 202); attempt += 1) {
      id = `PAY-9${attempt}`;
      given = await approvedAtOnce(id);
      if (given.some(({ status }) => status !== 202)) given = [];
    }
    await reaches(id, 'goes on', ({ steps }) => steps[2]?.status === 'completed');
    await stack.settled(TENANT);

    expect(given).toHaveLength(4);
    const states = await Promise.all(
      given.map(async ({ body }) => (await stack.request(TENANT, 'GET', String(body.status_url))).body),
    );
    const refused = states.flatMap(({ status, refusal }, at) =>
      status === 'refused' ? [{ command_id: given[at]?.body.command_id, ...(refusal as { reason: string }) }] : [],
    );
    expect(states.filter(({ status }) => status === 'applied')).toHaveLength(2);
    expect(refused).toHaveLength(2);
    for (const { reason } of refused) expect(['already_approved', 'quorum_reached']).toContain(reason);
    const { body: timeline } = await stack.request<{ items: { payload: object }[] }>(
      TENANT,
      'GET',
      `/api/exceptions/${TENANT}/${id}/events?event_type=StepCommandRefused`,
    );
    const told = timeline.items.map(({ payload }) => payload);
    expect(told).toHaveLength(2);
    for (const { command_id, reason } of refused) {
      expect(told).toContainEqual(expect.objectContaining({ command_id, reason }));
    }
    expect([...bank.payments.values()].filter((paid) => JSON.stringify(paid).includes(id))).toHaveLength(1);
  });

  it('takes commands to the step that waits, and to no other', async () => {
    await report('ASK-1', { exception_type: 'QUERY' });
    await waits('ASK-1', 1);

    expect(await tell('ASK-1', 'steps/2/complete')).toMatchObject({
      status: 409,
      body: { code: 'step_not_expected', expected_step: 1, legal: ['complete', 'skip'] },
    });
    const { status, body } = await tell('ASK-1', 'steps/1/complete', {
      body: { note: 'They paid.', result: { paid: 5 } },
    });
    expect(status).toBe(202);
    await waits('ASK-1', 2);
    await until('the command is applied', 20_000, async () => {
      const { body: state } = await stack.request(TENANT, 'GET', String(body.status_url));
      return state.status === 'applied';
    });
    expect((await tell('ASK-1', 'steps/1/complete')).status).toBe(409);

    expect((await tell('ASK-1', 'steps/2/skip', { body: { note: 'They paid at once.' } })).status).toBe(202);
    await reaches('ASK-1', 'is at its end', ({ status: run }) => run === 'completed');
    expect((await runOf('ASK-1')).steps.map((step) => step.status)).toEqual(['completed', 'skipped']);
  });

  it('is rejected with a reason, fails by its rule, and is tried again by a person, who then does not approve', async () => {
    await report('PAY-2', { exception_type: 'PAYOUT', amount: 900, entity: 'ACC-2' });
    await waits('PAY-2', 3);

    expect((await tell('PAY-2', 'steps/3/reject')).status).toBe(400);
    expect((await tell('PAY-2', 'steps/3/reject', { body: { note: 'Not today.' } })).status).toBe(202);
    await reaches('PAY-2', 'has failed', ({ status }) => status === 'failed');
    expect((await tell('PAY-2', 'steps/3/retry')).status).toBe(202);
    await reaches('PAY-2', 'asks again', ({ status }) => status === 'running');

    expect(await tell('PAY-2', 'steps/3/approve')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await tell('PAY-2', 'steps/3/approve', { subject: 'ben' })).status).toBe(202);
  });

  it('does not wait for an approval longer than it may: it expires, which its step goes on from by its rule', async () => {
    const paying = { tool: 'pay', arguments: { amount: 1, to: '{exception.entity}' } };
    const steps = [
      {
        name: 'let go',
        action_type: 'call_tool',
        params: paying,
        approval: { roles: ['operator'], expires: '3s' },
        on_failure: 'skip',
      },
      { name: 'say so', action_type: 'add_comment', params: { comment: 'Nobody approved.' } },
    ];
    const match = { exception_type: 'QUERY' };
    const body = { domain: 'Payments', name: 'Expiring', priority: 9, match, when: 'entity == "NOBODY"', steps };
    const written = await stack.request<{ playbook_id: number }>(TENANT, 'POST', '/api/playbooks', { body });
    expect(written.status).toBe(201);

    await report('EXP-1', { exception_type: 'QUERY', entity: 'NOBODY' });
    await reaches('EXP-1', 'asks, until when', ({ steps: [first] }) => first?.timer?.kind === 'approval');
    await reaches('EXP-1', 'is at its end', ({ status }) => status === 'completed');

    expect((await runOf('EXP-1')).steps).toMatchObject([
      { status: 'failed', approvals: [], error: expect.stringMatching(/^not approved within/) },
      { status: 'completed' },
    ]);
    expect([...bank.payments.values()]).not.toContainEqual({ amount: 1, to: 'NOBODY' });
    expect((await tell('EXP-1', 'steps/1/approve')).status).toBe(409);
    expect((await stack.request(TENANT, 'DELETE', `/api/playbooks/${written.body.playbook_id}`)).status).toBe(204);
  });

  it('makes the moves of people, with their events; a status that no move leads to is the failure of its step', async () => {
    const steps = [
      { name: 'give', action_type: 'assign_owner', params: { owner: 'desk-2' } },
      { name: 'note', action_type: 'add_comment', params: { comment: 'Seen: {exception.entity}' } },
      { name: 'end', action_type: 'set_status', params: { status: 'resolved', resolution: 'Booked.' } },
      { name: 'again', action_type: 'set_status', params: { status: 'analyzing', reason: 'It bounced.' } },
      { name: 'back', action_type: 'set_status', params: { status: 'open' } },
    ];
    const match = { exception_type: 'QUERY' };
    const body = { domain: 'Payments', name: 'Moving', priority: 9, match, when: 'entity == "MOVED"', steps };
    const written = await stack.request<{ playbook_id: number }>(TENANT, 'POST', '/api/playbooks', { body });
    expect(written.status).toBe(201);

    await report('MOVE-1', { exception_type: 'QUERY', entity: 'MOVED' });
    await reaches('MOVE-1', 'has failed', ({ status }) => status === 'failed');

    const told = await stack.sql<{ event_type: string; payload: Record<string, unknown> }>(
      `select event_type, payload from exception_event where tenant_id = $1 and exception_id = 'MOVE-1'
         and event_type = any ($2) order by sequence`,
      [TENANT, ['ExceptionAssigned', 'CommentAdded', 'ExceptionResolved', 'ExceptionReopened', 'ExceptionEscalated']],
    );
    expect(told).toMatchObject([
      { event_type: 'ExceptionAssigned', payload: { to: 'desk-2', assigned_by: 'playbook:Moving' } },
      { event_type: 'CommentAdded', payload: { author: 'playbook:Moving', comment: 'Seen: MOVED' } },
      { event_type: 'ExceptionResolved', payload: { resolved_by: 'playbook:Moving', resolution: 'Booked.' } },
      { event_type: 'ExceptionReopened', payload: { reopened_by: 'playbook:Moving', reason: 'It bounced.' } },
      { event_type: 'ExceptionEscalated', payload: { reason: 'playbook_failed' } },
    ]);
    expect((await runOf('MOVE-1')).steps[4]).toMatchObject({
      status: 'failed',
      error: 'An exception that is analyzing cannot become open. It can become escalated or resolved.',
    });
    expect((await stack.request(TENANT, 'DELETE', `/api/playbooks/${written.body.playbook_id}`)).status).toBe(204);
  });

  it('says of every candidate why it would be matched, and why not', async () => {
    const body = { domain: 'Payments', exception_type: 'PAYOUT', severity: 'high' };
    const answer = await stack.request(TENANT, 'POST', '/api/playbooks/preview', { body });

    expect(answer).toMatchObject({
      status: 200,
      body: {
        playbook: { name: 'Pay out' },
        candidates: [
          { name: 'Ask', matched: false, why: [], why_not: ['exception_type PAYOUT is not QUERY'] },
          { name: 'Pay out', matched: true, why: ['exception_type PAYOUT is PAYOUT'], why_not: [] },
        ],
      },
    });
  });

  it('that a person writes decides from then on, and a case is matched anew when it is asked for', async () => {
    await report('ASK-2', { exception_type: 'QUERY' });
    await waits('ASK-2', 1);
    const steps = [{ name: 'ours', action_type: 'manual', params: { instruction: 'Ours' }, approval: true }];
    const body = { domain: 'Payments', name: 'Ours', priority: 5, match: { exception_type: 'QUERY' }, steps };
    const written = await stack.request<{ playbook_id: number }>(TENANT, 'POST', '/api/playbooks', { body });
    expect(written.status).toBe(201);

    expect((await tell('ASK-2', 'recalculate')).status).toBe(202);
    await reaches('ASK-2', 'runs ours', ({ playbook, status }) => playbook?.name === 'Ours' && status === 'running');
    await report('ASK-3', { exception_type: 'QUERY' });
    await reaches('ASK-3', 'runs ours', ({ playbook }) => playbook?.name === 'Ours');
    // Its author is the tenant's admin, who is also the default caller.
    expect(await stack.request(TENANT, 'POST', `${playbookPath('ASK-3')}/steps/1/approve`, { body: {} })).toMatchObject(
      { status: 403, body: { code: 'forbidden' } },
    );
    expect((await tell('ASK-3', 'steps/1/approve')).status).toBe(202);

    expect((await stack.request(TENANT, 'DELETE', `/api/playbooks/${written.body.playbook_id}`)).status).toBe(204);
    await report('ASK-4', { exception_type: 'QUERY' });
    await reaches('ASK-4', 'runs as before', ({ playbook }) => playbook?.name === 'Ask');
  });

  it('that waits for people is stopped when the source of record resolves its case', async () => {
    const at = (minute: number) => `2026-11-20T10:0${minute}:00.000Z`;
    const state = (name: string, minute: number) => ({
      exception_type: 'QUERY',
      source_updated_at: at(minute),
      raw_payload: { state: name },
    });
    await report('REC-1', state('New', 1), RECORD_TENANT);
    await waits('REC-1', 1, RECORD_TENANT);
    await report('REC-1', state('Closed', 2), RECORD_TENANT);

    await reaches('REC-1', 'is stopped', ({ status }) => status === 'stopped', RECORD_TENANT);
    expect((await runOf('REC-1', RECORD_TENANT)).expected_step).toBeNull();
  });
});
