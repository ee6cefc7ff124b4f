/** Tools on the real stack: created, run, polled and cancelled over HTTP, against servers that record their requests. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { OutsideWorld } from './fixtures/outside-world.ts';
import { secretsIn } from './fixtures/shared-stack.ts';
import { TestStack, until } from './fixtures/test-stack.ts';
import { CLIENT, FILED, KEY, LOGIN, TOOLS_TENANT } from './fixtures/tool-secrets.ts';
import { type PlaybookRun, type Run, type Tool, toolsPack } from './fixtures/tools-pack.ts';

const TENANT = TOOLS_TENANT;

describe('tools', () => {
  let stack: TestStack;
  let world: OutsideWorld;
  let secrets: string;

  beforeAll(async () => {
    world = await OutsideWorld.start();
    stack = await TestStack.shared();
    secrets = secretsIn(stack.folder);
    expect(await stack.importPack(toolsPack(world.url, `env:TOOL_SECRET_${TENANT}__KEY`), TENANT)).toMatchObject({
      exitCode: 0,
    });
  });

  afterAll(async () => {
    await stack.stop();
    await world.stop();
  });

  const post = <T = Record<string, unknown>>(path: string, body?: object) =>
    stack.request<T>(TENANT, 'POST', path, { ...(body && { body }) });
  const get = <T>(path: string) => stack.request<T>(TENANT, 'GET', path);
  const report = async (exception_type: string): Promise<string> => {
    const body = { source_system: 'test', exception_type, raw_payload: {} };
    const accepted = await post<{ exception_id: string }>('/exceptions', body);
    return accepted.body.exception_id;
  };
  const tool = async (name: string): Promise<Tool> =>
    (await get<{ items: Tool[] }>(`/api/tools?q=${name}`)).body.items[0] as Tool;
  const aCase = async (): Promise<string> => {
    const exceptionId = await report('PLAIN');
    await stack.settled(TENANT);
    return exceptionId;
  };
  const execute = async (name: string, exception_id: string, args: object = {}) =>
    post<{ execution_id: string; status_url: string }>(`/api/tools/${(await tool(name)).tool_id}/execute`, {
      exception_id,
      arguments: args,
    });
  const ended = async (statusUrl: string): Promise<Run> => {
    let run: Run | undefined;
    await until(`${statusUrl} has ended`, 30_000, async () => {
      run = (await get<Run>(statusUrl)).body;
      return ['succeeded', 'failed', 'cancelled'].includes(run.status);
    });
    return run as Run;
  };
  const runOnce = async (name: string, args: object = {}) =>
    ended((await execute(name, await aCase(), args)).body.status_url);
  const playbook = async (exceptionId: string) =>
    (await get<PlaybookRun>(`/api/exceptions/${TENANT}/${exceptionId}/playbook`)).body;

  it('are written over HTTP, in force at once, and every change is a version', async () => {
    const created = await post<{ tool_id: number }>('/api/tools', { name: 'own', endpoint: `${world.url}/own-1` });
    expect(created).toMatchObject({ status: 201, body: { version: 1 } });
    expect(await runOnce('own')).toMatchObject({ status: 'succeeded', output: { path: '/own-1' } });

    const changed = await stack.request(TENANT, 'PUT', `/api/tools/${created.body.tool_id}`, {
      body: { endpoint: `${world.url}/own-2` },
    });
    expect(changed).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await runOnce('own')).toMatchObject({ status: 'succeeded', output: { path: '/own-2' }, tool_version: 2 });
  });

  it('are run with 202 and polled to the end; a wrong argument is reported at once', async () => {
    const exceptionId = await aCase();
    expect(await execute('ledger', exceptionId, { account: 7 })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'arguments.account', message: 'must be string' }] },
    });

    const accepted = await execute('ledger', exceptionId, { account: 'A-1' });
    expect(accepted.status).toBe(202);
    expect(await ended(accepted.body.status_url)).toMatchObject({ status: 'succeeded', http_status: 200, attempts: 1 });
    const listed = await get<{ items: Run[] }>(`/api/tools/executions?exception_id=${exceptionId}&tool=ledger`);
    expect(listed.body.items.map(({ execution_id }) => execution_id)).toEqual([accepted.body.execution_id]);
    expect(world.to('/ledger').at(-1)?.headers).toMatchObject({
      'x-api-key': KEY,
      'idempotency-key': accepted.body.execution_id,
    });
  });

  it('have a dry run that shows the request and sends nothing', async () => {
    const before = world.sent.length;
    const { tool_id } = await tool('ledger');
    const { body } = await post(`/api/tools/${tool_id}/dry-run`, { arguments: { account: 'A-1' } });

    expect(body).toMatchObject({
      would_send: true,
      request: {
        method: 'POST',
        url: `${world.url}/ledger`,
        headers: { 'x-api-key': '***' },
        body: { account: 'A-1' },
      },
    });
    expect(world.sent).toHaveLength(before);
  });

  it('get a token by OAuth2 client credentials, which is kept, and asked for anew when it is refused', async () => {
    const oauth2 = { token_url: `${world.url}/token`, client_id: CLIENT.id };
    const auth_ref = `env:TOOL_SECRET_${TENANT}__CLIENT`;
    await post('/api/tools', { name: 'guarded', endpoint: `${world.url}/guarded`, auth_ref, oauth2 });

    expect(await runOnce('guarded')).toMatchObject({ status: 'succeeded' });
    expect(await runOnce('guarded')).toMatchObject({ status: 'succeeded' });
    expect(world.to('/token')).toHaveLength(1);

    world.revokeTokens();
    expect(await runOnce('guarded')).toMatchObject({ status: 'succeeded', attempts: 1 });
    expect(world.to('/token')).toHaveLength(2);
  });

  it('are sent a bearer token, or a user and a password, by reference to the environment or to a mounted file', async () => {
    await post('/api/tools', {
      name: 'by-bearer',
      endpoint: `${world.url}/by-bearer`,
      auth_ref: `bearer env:TOOL_SECRET_${TENANT}__KEY`,
    });
    await post('/api/tools', {
      name: 'by-basic',
      endpoint: `${world.url}/by-basic`,
      auth_ref: `basic env:TOOL_SECRET_${TENANT}__LOGIN`,
    });
    await post('/api/tools', {
      name: 'by-file',
      endpoint: `${world.url}/by-file`,
      auth_ref: `bearer file:${join(secrets, TENANT, 'token')}`,
    });
    await post('/api/tools', {
      name: 'by-their-file',
      endpoint: `${world.url}/by-their-file`,
      auth_ref: `bearer file:${join(secrets, 'STRANGER', 'token')}`,
    });

    expect(await runOnce('by-bearer')).toMatchObject({ status: 'succeeded' });
    expect(await runOnce('by-basic')).toMatchObject({ status: 'succeeded' });
    expect(world.to('/by-bearer')[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(world.to('/by-basic')[0]?.headers.authorization).toBe(`Basic ${btoa(LOGIN)}`);
    expect(await runOnce('by-file')).toMatchObject({ status: 'succeeded' });
    expect(world.to('/by-file')[0]?.headers.authorization).toBe(`Bearer ${FILED}`);
    // A tenant cannot use another tenant's folder.
    expect(await runOnce('by-their-file')).toMatchObject({ status: 'failed' });
    expect(world.to('/by-their-file')).toEqual([]);
  });

  it('leave runs that are listed by tool, status, exception, who asked for them, and when', async () => {
    const began = new Date().toISOString();
    const exceptionId = await aCase();
    const accepted = await execute('own', exceptionId);
    const { execution_id } = await ended(accepted.body.status_url);
    const listed = async (query: string): Promise<string[]> => {
      const { body } = await get<{ items: Run[]; total: number }>(`/api/tools/executions?${query}`);
      expect(body.total).toBeGreaterThanOrEqual(body.items.length);
      return body.items.map((run) => run.execution_id);
    };
    const byAdmin = `requested_by=user:admin@${TENANT}.test`;

    expect((await listed(`tool=own&status=succeeded&${byAdmin}`))[0]).toBe(execution_id);
    expect(await listed(`exception_id=${exceptionId}`)).toEqual([execution_id]);
    expect(await listed(`from=${began}`)).toEqual([execution_id]);
    expect(await listed(`to=${began}&${byAdmin}`)).not.toContain(execution_id);
    for (const other of ['tool=ledger', 'status=failed', 'requested_by=user:nobody', 'exception_id=NOBODYS']) {
      expect(await listed(`from=${began}&${other}`)).toEqual([]);
    }
    const first = await get<{ next_cursor: string }>('/api/tools/executions?limit=1');
    const [older] = await listed(`limit=1&cursor=${first.body.next_cursor}`);
    expect(await listed('limit=2')).toEqual([execution_id, older]);
  });

  it('that echo their secrets do not leak them into the store, the logs or responses', async () => {
    const stored = await stack.sql<{ row: string }>(
      `select e::text as row from exception_event e where tenant_id = $1
       union all select t::text from tool_execution t where tenant_id = $1
       union all select w::text from waiting_event w where tenant_id = $1
       union all select d::text from tool_definition d where tenant_id = $1`,
      [TENANT],
    );
    const log = readFileSync(join(stack.folder, 'state', 'logs', 'tool.log'), 'utf8');
    const answers = await get('/api/tools/executions?limit=200');
    const texts = [...stored.map(({ row }) => row), log, JSON.stringify(answers.body)];

    expect(stored.some(({ row }) => row.includes('***'))).toBe(true);
    for (const secret of [
      KEY,
      CLIENT.secret,
      'access-token-',
      btoa(`${CLIENT.id}:${CLIENT.secret}`),
      LOGIN,
      btoa(LOGIN),
      FILED,
    ]) {
      expect(texts.filter((text) => text.includes(secret))).toEqual([]);
    }
  });

  it('that are switched off are refused to people and fail the steps of playbooks, until they are switched on', async () => {
    const { tool_id } = await tool('broken');
    expect(await post(`/api/tools/${tool_id}/disable`)).toMatchObject({ status: 200, body: { enabled: false } });

    expect(await execute('broken', await aCase())).toMatchObject({ status: 409, body: { code: 'tool_disabled' } });
    const exceptionId = await report('NEEDS');
    await stack.settled(TENANT);
    expect(await playbook(exceptionId)).toMatchObject({
      status: 'completed',
      steps: [{ status: 'failed', error: 'tool_disabled: broken is switched off' }, { status: 'completed' }],
    });
    expect(world.to('/broken')).toEqual([]);

    expect(await post(`/api/tools/${tool_id}/enable`)).toMatchObject({ status: 200, body: { enabled: true } });
    expect(await runOnce('broken')).toMatchObject({ status: 'succeeded' });
  });

  it('that keep failing show an open circuit; a run that waits for it is cancelled, never called, and its playbook goes on', async () => {
    world.statuses.set('/broken', 503);
    const exceptionId = await aCase();
    const answered = new Set<number>();
    // Only failures of ten seconds count: on a busy machine, those of one round may be too far apart.
    await until('the circuit is open', 60_000, async () => {
      const failing = await Promise.all(Array.from({ length: 12 }, () => execute('broken', exceptionId)));
      for (const { status } of failing) answered.add(status);
      for (let looks = 0; looks < 100; looks += 1) {
        if ((await tool('broken')).circuit === 'open') return true;
        await delay(100);
      }
      return false;
    });
    expect(answered).toEqual(new Set([202]));
    expect(await tool('broken')).toMatchObject({ circuit_opened_at: expect.any(String) });

    const stopped = await report('NEEDS');
    let waiting: Run | undefined;
    await until('its run waits', 20_000, async () => {
      const { body } = await get<{ items: Run[] }>(`/api/tools/executions?exception_id=${stopped}&status=waiting`);
      waiting = body.items[0];
      return waiting !== undefined;
    });
    const executionId = waiting?.execution_id ?? '';
    expect(await post(`/api/tools/executions/${executionId}/cancel`, { reason: 'no need' })).toMatchObject({
      status: 202,
      body: { status: 'cancelled' },
    });
    await until('its playbook has ended', 20_000, async () => (await playbook(stopped)).status === 'completed');

    expect((await playbook(stopped)).steps).toMatchObject([
      { name: 'call', status: 'failed', error: 'broken: Cancelled: no need' },
      { name: 'note', status: 'completed' },
    ]);
    world.statuses.set('/broken', 200);
    await stack.settled(TENANT);
    expect((await get<Run>(`/api/tools/executions/${executionId}`)).body).toMatchObject({ status: 'cancelled' });
    expect(world.to('/broken').filter(({ headers }) => headers['idempotency-key'] === executionId)).toEqual([]);
    await until('the circuit is closed', 20_000, async () => (await tool('broken')).circuit === 'closed');
  });

  it('and runs of one tenant are hidden from others', async () => {
    const { tool_id } = await tool('own');
    const [run] = (await get<{ items: Run[] }>('/api/tools/executions?limit=1')).body.items;
    const asStranger = (method: string, path: string, body?: object) =>
      stack.request('STRANGER', method, path, { ...(body && { body }) });

    for (const [method, path, body] of [
      ['GET', `/api/tools/${tool_id}`],
      ['GET', `/api/tools/executions/${run?.execution_id}`],
      ['POST', `/api/tools/executions/${run?.execution_id}/cancel`],
      ['POST', `/api/tools/${tool_id}/disable`],
      ['POST', `/api/tools/${tool_id}/dry-run`, { arguments: {} }],
    ] as const) {
      expect(await asStranger(method, path, body)).toMatchObject({ status: 404 });
      expect(await asStranger(method, `${path}?tenant_id=${TENANT}`, body)).toMatchObject({ status: 403 });
    }
  });
});
