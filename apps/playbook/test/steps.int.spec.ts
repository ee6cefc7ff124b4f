import { StepClockService } from '../src/timers/step-clock.service.ts';
import { OTHER_TENANT, PlaybookApi, TENANT } from './testing/playbook-api.ts';

const path = (exceptionId: string, rest: string): string => `/api/exceptions/${TENANT}/${exceptionId}/playbook/${rest}`;

describe('commands to steps', () => {
  let api: PlaybookApi;

  beforeAll(async () => {
    api = await PlaybookApi.start();
    await api.running('CALL');
    await api.running('ACT', (run) => run.command('complete'));
    await api.running('ACT-HALF', (run) => {
      run.command('complete');
      run.command('approve');
    });
    await api.running('FAILED', (run) => {
      run.command('complete');
      run.command('reject', { note: 'no' });
    });
  });

  afterAll(() => api.stop());

  const eventsOf = (exceptionId: string, type: string) =>
    api.database.asOwner<{ payload: Record<string, unknown>; event_id: string; sequence: number; actor_id: string }>(
      'select * from exception_event where tenant_id = $1 and exception_id = $2 and event_type = $3 order by sequence',
      [TENANT, exceptionId, type],
    );

  it('are taken with the id to poll, and recorded with who sent them', async () => {
    const { status, body } = await api.ask('POST', path('CALL', 'steps/1/complete'), {
      body: { note: 'they paid', result: { paid: true } },
    });

    expect(status).toBe(202);
    const [event] = await eventsOf('CALL', 'StepCommandSubmitted');
    expect(body).toEqual({
      command_id: event?.event_id,
      tenant_id: TENANT,
      exception_id: 'CALL',
      sequence: event?.sequence,
      status_url: `/api/exceptions/${TENANT}/CALL/commands/${event?.event_id}`,
    });
    expect(event).toMatchObject({
      actor_id: 'ann',
      payload: { step_order: 1, command: 'complete', actor_id: 'ann', actor_roles: ['operator'], note: 'they paid' },
    });
  });

  it('need no body', async () => {
    expect((await api.ask('POST', path('CALL', 'steps/1/skip'))).status).toBe(202);
  });

  it('are recorded once under one key', async () => {
    const headers = { 'idempotency-key': 'k-1' };
    const send = (note: string) => api.ask('POST', path('ACT', 'steps/2/approve'), { headers, body: { note } });

    const [first, second, other] = [await send('fine'), await send('fine'), await send('not the same')];

    expect(first).toMatchObject({ status: 202 });
    expect(second).toEqual(first);
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
    expect(await eventsOf('ACT', 'StepCommandSubmitted')).toHaveLength(1);
  });

  it.each([
    ['another step', 'CALL', 'steps/2/approve', 1, ['complete', 'skip']],
    ['another command', 'CALL', 'steps/1/approve', 1, ['complete', 'skip']],
    ['a step that failed, but to try it again', 'FAILED', 'steps/2/approve', 2, ['retry']],
  ])('go to the expected step only: not to %s', async (_case, exceptionId, rest, expected_step, legal) => {
    expect(await api.ask('POST', path(exceptionId, rest))).toMatchObject({
      status: 409,
      body: { code: 'step_not_expected', expected_step, legal },
    });
  });

  it('may try a failed step again', async () => {
    expect((await api.ask('POST', path('FAILED', 'steps/2/retry'))).status).toBe(202);
  });

  it.each([
    ['without a reason', {}],
    ['with an empty reason', { note: '  ' }],
    ['with a reason that cannot be stored', { note: 'no\0' }],
    ['with an unknown field', { note: 'no', actor_id: 'ben' }],
  ])('a rejection %s is refused', async (_case, body) => {
    expect(await api.ask('POST', path('ACT', 'steps/2/reject'), { body })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request' },
    });
  });

  it.each([
    ['the result no object', 'steps/1/complete', { result: [1] }],
    ['the result not storable', 'steps/1/complete', { result: { a: '\ud800' } }],
    ['the note too long', 'steps/1/skip', { note: 'x'.repeat(4_001) }],
    ['the step no number', 'steps/one/skip', {}],
  ])('are refused with %s', async (_case, rest, body) => {
    expect((await api.ask('POST', path('CALL', rest), { body })).status).toBe(400);
  });

  it('an approval counts once for each person', async () => {
    expect(await api.ask('POST', path('ACT-HALF', 'steps/2/approve'))).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    });
    expect((await api.ask('POST', path('ACT-HALF', 'steps/2/approve'), { claims: { subject: 'ben' } })).status).toBe(
      202,
    );
  });

  it('what is not there is not found, whoever else has it', async () => {
    const other = { claims: { tenants: [OTHER_TENANT] } };
    const foreign = path('CALL', 'steps/1/skip');

    expect((await api.ask('POST', path('NONE', 'steps/1/skip'))).status).toBe(404);
    expect((await api.ask('POST', path('CALL', 'steps/3/skip'))).status).toBe(404);
    expect((await api.ask('POST', foreign.replace(TENANT, OTHER_TENANT), other)).status).toBe(404);
    expect(await api.ask('POST', foreign, other)).toMatchObject({ status: 403, body: { code: 'tenant_forbidden' } });
    expect((await api.ask('POST', foreign, { claims: { roles: ['viewer'] } })).status).toBe(403);
  });

  it('a playbook is matched anew by either path', async () => {
    expect((await api.ask('POST', path('ACT', 'recalculate'))).status).toBe(202);
    expect((await api.ask('POST', '/playbook/recalculate', { body: { exception_id: 'ACT' } })).status).toBe(202);
    expect((await api.ask('POST', '/playbook/recalculate', { body: {} })).status).toBe(400);
    expect(await eventsOf('ACT', 'CaseCommandSubmitted')).toHaveLength(2);
  });

  it('a resolved exception has no playbook matched to it', async () => {
    await api.running('DONE');
    await api.database.asOwner(`update exception set status = 'resolved' where exception_id = 'DONE'`);

    expect(await api.ask('POST', path('DONE', 'recalculate'))).toMatchObject({
      status: 409,
      body: { code: 'illegal_transition', legal: ['comment', 'reopen'] },
    });
  });

  it('the time of a step is over once, however many look', async () => {
    await api.running('LATE');
    await api.database.asOwner(
      `update exception set timer_at = case exception_id when 'LATE' then now() - interval '1 second' end`,
    );
    const clock = api.service.app.get(StepClockService);

    const looked = await Promise.all([clock.scan(), clock.scan()]);

    expect(looked[0] + looked[1]).toBe(1);
    expect(await clock.scan()).toBe(0);
    const events = await eventsOf('LATE', 'StepTimerElapsed');
    expect(events.map(({ payload }) => payload)).toEqual([
      { step_order: 1, attempt: 1, kind: 'timeout', due_at: expect.any(String) },
    ]);
  });
});
