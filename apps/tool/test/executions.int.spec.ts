/** Manual runs: stored requests, refusals and cancellation. */
import { randomUUID } from 'node:crypto';
import { WaitingEventRepository } from '@sentinai/persistence';
import { OTHER_TENANT, TENANT, type ToolApi, startToolApi } from './testing/tool-api.ts';

let api: ToolApi;

beforeAll(async () => {
  api = await startToolApi();
});
afterAll(() => api.stop());

const operator = { roles: ['operator' as const] };
const args = { account: 'A-1' };
const execute = async (body: object, tool = 'look_up') =>
  api.send('POST', `/api/tools/${await api.toolId(tool)}/execute`, { body, claims: operator });
const run = async (executionId: string) =>
  (
    await api.database.asOwner<Record<string, unknown>>('select * from tool_execution where execution_id = $1', [
      executionId,
    ])
  )[0];
const timeline = (exceptionId: string) =>
  api.database.asOwner<Record<string, unknown>>(
    'select event_type, actor_type, actor_id, payload from exception_event where exception_id = $1 order by sequence',
    [exceptionId],
  );

describe('execute', () => {
  it('stores the request as an event and as a run that can be polled', async () => {
    const exceptionId = await api.anException();
    const { status, body } = await execute({ exception_id: exceptionId, arguments: args });

    expect(status).toBe(202);
    expect(body).toEqual({
      execution_id: expect.any(String),
      status: 'requested',
      command_id: expect.any(String),
      exception_id: exceptionId,
      tenant_id: TENANT,
      sequence: 1,
      status_url: `/api/tools/executions/${body.execution_id}?tenant_id=${TENANT}`,
    });
    expect(await run(body.execution_id)).toMatchObject({
      status: 'requested',
      tool: 'look_up',
      requested_by: 'user:ann',
      arguments: args,
      step_order: null,
    });
    expect(await timeline(exceptionId)).toMatchObject([
      {
        event_type: 'ToolExecutionRequested',
        actor_type: 'user',
        actor_id: 'ann',
        payload: { tool: 'look_up', arguments: args },
      },
    ]);
  });

  it('takes the name of a tool as well', async () => {
    const exception_id = await api.anException();
    const body = { exception_id, tool: 'look_up', arguments: args };

    expect(await api.send('POST', '/tool/execute', { body })).toMatchObject({ status: 202 });
    expect(await api.send('POST', '/tool/execute', { body: { ...body, tool: 'none' } })).toMatchObject({ status: 404 });
  });

  it('answers the same key with the same run, and records nothing more', async () => {
    const exception_id = await api.anException();
    const url = `/api/tools/${await api.toolId('look_up')}/execute`;
    const options = { body: { exception_id, arguments: args }, headers: { 'idempotency-key': 'once' } };

    const [first, second] = [await api.send('POST', url, options), await api.send('POST', url, options)];

    expect(second).toEqual(first);
    expect(await timeline(exception_id)).toHaveLength(1);
  });

  it('keeps arguments as they were sent, but for secrets in the record', async () => {
    const exception_id = await api.anException();
    const sent = { account: 'A-1', deep: { password: 'hush', list: [1, null] } };
    const { body } = await execute({ exception_id, arguments: sent });

    expect(await run(body.execution_id)).toMatchObject({
      arguments: { account: 'A-1', deep: { password: '[redacted]', list: [1, null] } },
    });
    expect(await timeline(exception_id)).toMatchObject([{ payload: { arguments: sent } }]);
  });

  it('refuses arguments that hold personal data: they are stored, and would have to be sent changed', async () => {
    const exceptionId = await api.anException();
    const sent = { account: 'A-1', to: ['jane@example.com'], pan: 4111111111111111 };
    const { status, body } = await execute({ exception_id: exceptionId, arguments: sent });

    expect(status).toBe(400);
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(['arguments.to[0]', 'arguments.pan']);
    expect(await timeline(exceptionId)).toEqual([]);
  });

  it('says which arguments do not fit', async () => {
    const { status, body } = await execute({ exception_id: await api.anException(), arguments: { depth: 'deep' } });

    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 'invalid_request',
      errors: [
        { path: 'arguments', message: "must have required property 'account'" },
        { path: 'arguments.depth', message: 'must be integer' },
      ],
    });
  });

  it.each([
    ['an approval is required', 'pay', { severity: 'critical' as const }, 'approval_required'],
    ['the tool is blocked', 'blocked', {}, 'conflict'],
    ['the exception is of another domain', 'look_up', { domain: 'Other' }, 'conflict'],
  ])('is refused when %s', async (_, tool, facts, code) => {
    const exceptionId = await api.anException(facts);
    const answer = await execute({ exception_id: exceptionId, arguments: args }, tool);

    expect(answer).toMatchObject({ status: 409, body: { code } });
    expect(await timeline(exceptionId)).toEqual([]);
  });

  it.each<[string, object | undefined, number]>([
    ['no body', undefined, 400],
    ['an unknown field', { exception_id: 'EX-1', arguments: args, colour: 'red' }, 400],
    ['arguments that are no object', { exception_id: 'EX-1', arguments: [] }, 400],
    ['what the database cannot hold', { exception_id: 'EX-1', arguments: { account: 'a\0b' } }, 400],
    ['an exception that is not there', { exception_id: 'EX-none', arguments: args }, 404],
    ['what is no exception id', { exception_id: '?', arguments: args }, 404],
  ])('is refused for %s', async (_, body, status) => {
    const url = `/api/tools/${await api.toolId('look_up')}/execute`;
    expect(await api.send('POST', url, { ...(body && { body }) })).toMatchObject({ status });
  });

  it.each(['0', 'x', '99999999999', '4711'])('knows no tool %s', async (id) => {
    const body = { exception_id: await api.anException(), arguments: args };
    expect(await api.send('POST', `/api/tools/${id}/execute`, { body })).toMatchObject({ status: 404 });
  });

  it("is not for viewers, nor for another tenant's exceptions and tools", async () => {
    const exception_id = await api.anException();
    const url = `/api/tools/${await api.toolId('look_up')}/execute`;
    const body = { exception_id, arguments: args };

    expect(await api.send('POST', url, { body, claims: { roles: ['viewer'] } })).toMatchObject({ status: 403 });
    expect(await api.send('POST', url, { body, claims: { tenants: [OTHER_TENANT] } })).toMatchObject({ status: 404 });
    expect(await api.send('POST', `${url}?tenant_id=${OTHER_TENANT}`, { body })).toMatchObject({ status: 403 });
  });
});

describe('cancel', () => {
  const cancel = (executionId: string, options: object = {}) =>
    api.send('POST', `/api/tools/executions/${executionId}/cancel`, { claims: operator, ...options });
  const aRun = async (status = 'requested') => {
    const exceptionId = await api.anException();
    const { body } = await execute({ exception_id: exceptionId, arguments: args });
    const executionId = body.execution_id as string;
    await api.database.asOwner('update tool_execution set status = $2 where execution_id = $1', [executionId, status]);
    return { exceptionId, executionId };
  };

  it('ends a run that was not taken up, and tells those who wait for it', async () => {
    const { exceptionId, executionId } = await aRun();
    const { status, body } = await cancel(executionId, { body: { reason: 'a duplicate' } });

    expect(status).toBe(202);
    expect(body).toMatchObject({ execution_id: executionId, status: 'cancelled', sequence: 2 });
    expect(await run(executionId)).toMatchObject({
      status: 'cancelled',
      error_code: 'cancelled',
      error: 'Cancelled: a duplicate',
      completed_at: expect.any(Date),
    });
    expect((await timeline(exceptionId))[1]).toMatchObject({
      event_type: 'ToolExecutionFailed',
      actor_id: 'ann',
      payload: { execution_id: executionId, error_code: 'cancelled', attempts: 0 },
    });
  });

  it('needs no reason, whether absent or null', async () => {
    const { executionId } = await aRun();

    expect(await cancel(executionId, { body: { reason: null } })).toMatchObject({ status: 202 });
    expect(await run(executionId)).toMatchObject({ error: 'Cancelled' });
  });

  it('has what waits behind a waiting run taken up now', async () => {
    const { exceptionId, executionId } = await aRun('waiting');
    const worker = await api.database.connect('sentinai_tool', { poolSize: 1 });
    const later = new Date(Date.now() + 300_000);
    await worker.run([TENANT], async (tx) => {
      const record = { topic: 'tools.requested', partition: 0, offset: '1', headers: {}, payload: Buffer.from('{}') };
      const waiting = { tenantId: TENANT, exceptionId, eventId: randomUUID(), dueAt: later, failed: null, ...record };
      await new WaitingEventRepository().add(tx, 'tool', [waiting], new Date());
    });

    expect(await cancel(executionId)).toMatchObject({ status: 202 });
    const [row] = await api.database.asOwner<{ due_at: Date }>(
      'select due_at from waiting_event where exception_id = $1',
      [exceptionId],
    );
    expect(row?.due_at.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it.each(['running', 'succeeded', 'failed', 'cancelled'])('is too late for one that is %s', async (status) => {
    const { exceptionId, executionId } = await aRun(status);

    expect(await cancel(executionId)).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await timeline(exceptionId)).toHaveLength(1);
  });

  it('knows no other runs', async () => {
    const { executionId } = await aRun();

    expect(await cancel(executionId, { claims: { tenants: [OTHER_TENANT] } })).toMatchObject({ status: 404 });
    expect(await cancel('nothing')).toMatchObject({ status: 404 });
    expect(await cancel(randomUUID())).toMatchObject({ status: 404 });
    expect(await cancel(executionId, { body: { colour: 'red' } })).toMatchObject({ status: 400 });
  });
});
