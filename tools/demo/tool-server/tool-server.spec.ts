import { afterEach, describe, expect, it } from '@jest/globals';
import { createToolServer } from './tool-server.ts';
import type { ToolServer, ToolServerOptions } from './tool-server.ts';

const servers: ToolServer[] = [];

async function aServer(options: ToolServerOptions = {}): Promise<ToolServer> {
  const calm = { port: 0, medianLatencyMs: 0, unavailableShare: 0, refusedShare: 0 };
  const server = await createToolServer({ ...calm, ...options });
  servers.push(server);
  return server;
}

afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

interface Call {
  path?: string;
  key?: string;
  body?: object;
  behaviour?: string;
}

/** Posts a tool call; by default it opens a case. */
function post(server: ToolServer, { path = '/finance/cases', key, body, behaviour }: Call): Promise<Response> {
  return fetch(server.url + path, {
    method: 'POST',
    headers: {
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(behaviour !== undefined && { 'x-demo-behaviour': behaviour }),
    },
    body: JSON.stringify(body ?? { case_type: 'CASH_BREAK' }),
  });
}

describe('an idempotency key', () => {
  it('has one effect, and gets the first answer ever after', async () => {
    const server = await aServer();

    const first = await post(server, { key: 'k1' });
    const repeated = await post(server, { key: 'k1' });

    expect(first.headers.has('idempotent-replayed')).toBe(false);
    expect(repeated.headers.get('idempotent-replayed')).toBe('true');
    expect(await repeated.json()).toEqual(await first.json());
    expect(server.calls()).toMatchObject({
      keys: 1,
      calls: 2,
      replays: 1,
      effects_by_tool: { 'finance.open-case': 1 },
    });
  });

  it('has one effect when its calls come at once', async () => {
    const server = await aServer({ medianLatencyMs: 20 });

    const answers = await Promise.all(Array.from({ length: 5 }, () => post(server, { key: 'k1' })));

    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect(server.calls()).toMatchObject({ calls: 5, replays: 4, effects_by_tool: { 'finance.open-case': 1 } });
  });

  it('is refused for another call, not for the same one written differently', async () => {
    const server = await aServer();
    await post(server, { key: 'k1', body: { case_type: 'A', queue: 'q' } });

    expect((await post(server, { key: 'k1', body: { queue: 'q', case_type: 'A' } })).status).toBe(200);
    expect((await post(server, { key: 'k1', body: { case_type: 'B' } })).status).toBe(409);
    expect((await post(server, { key: 'k1', path: '/itsm/diagnostics', body: { service: 's' } })).status).toBe(409);
    expect(server.calls()).toMatchObject({ keys: 1, conflicts: 2, replays: 1 });
  });

  it('that is missing is counted, and each call has its effect', async () => {
    const server = await aServer();

    await post(server, {});
    await post(server, {});

    expect(server.calls()).toMatchObject({ keys: 0, without_key: 2, effects_by_tool: { 'finance.open-case': 2 } });
  });

  it('whose response was lost has had its effect, and gets the response on a repeat', async () => {
    const server = await aServer();

    await expect(post(server, { key: 'k1', behaviour: 'lost-answer' })).rejects.toThrow();
    const repeated = await post(server, { key: 'k1', behaviour: 'lost-answer' });

    expect(repeated.headers.get('idempotent-replayed')).toBe('true');
    expect(server.calls().effects_by_tool).toEqual({ 'finance.open-case': 1 });
  });
});

describe('the seed', () => {
  it('gives the same answers to the same calls on every server', async () => {
    const [one, two, other] = [await aServer(), await aServer(), await aServer({ seed: 'other' })];
    const answers = await Promise.all(
      [one, two, other].map(async (server) => (await post(server, { key: 'k' })).text()),
    );

    expect(answers[0]).toBe(answers[1]);
    expect(answers[0]).not.toBe(answers[2]);
  });

  it('gives a read the same answer whatever its key, and an act a reference of its own', async () => {
    const server = await aServer();
    const read = async (key: string) =>
      (await fetch(`${server.url}/finance/settlements/ORD-1`, { headers: { 'idempotency-key': key } })).text();
    const act = async (key: string) => (await post(server, { key })).text();

    expect(await read('a')).toBe(await read('b'));
    expect(await act('c')).not.toBe(await act('d'));
  });

  it('makes about 3 % of the keys fail once and 1 % for good', async () => {
    const server = await aServer({ unavailableShare: 0.03, refusedShare: 0.01 });
    const keys = Array.from({ length: 2_000 }, (_, i) => `execution-${i}`);
    const statuses: number[] = [];
    for (const key of keys) statuses.push((await post(server, { key })).status);
    const unavailable = keys.filter((_, i) => statuses[i] === 503);

    expect(unavailable.length).toBeGreaterThan(45);
    expect(unavailable.length).toBeLessThan(75);
    const refused = statuses.filter((status) => status === 422).length;
    expect(refused).toBeGreaterThan(12);
    expect(refused).toBeLessThan(30);
    expect(server.calls()).toMatchObject({ pending: unavailable.length, keys: keys.length });

    const again = await Promise.all(unavailable.map((key) => post(server, { key })));

    expect(new Set(again.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(server.calls()).toMatchObject({ pending: 0, replays: 0 });
  });
});

describe('a behaviour a test orders', () => {
  it('flaky-2 fails twice under a key', async () => {
    const server = await aServer();
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await post(server, { key: 'k', behaviour: 'flaky-2' })).status);

    expect(statuses).toEqual([503, 503, 200, 200]);
  });

  it('can stand in the query, as in the endpoint of a tool', async () => {
    const server = await aServer();

    expect((await post(server, { path: '/finance/cases?behaviour=fail' })).status).toBe(500);
    expect((await fetch(`${server.url}/finance/ssi/A-1?behaviour=refuse`)).status).toBe(422);
  });

  it('malformed and huge spoil the answer, not the effect', async () => {
    const server = await aServer();

    const malformed = await (await post(server, { key: 'a', behaviour: 'malformed' })).text();
    const huge = await (await post(server, { key: 'b', behaviour: 'huge' })).text();

    expect(() => JSON.parse(malformed) as unknown).toThrow();
    expect(huge.length).toBeGreaterThan(5 * 1024 * 1024);
    expect(server.calls().effects_by_tool).toEqual({ 'finance.open-case': 2 });
  });

  it('slow-150 takes its time', async () => {
    const server = await aServer();
    const startedAt = performance.now();

    await post(server, { behaviour: 'slow-150' });

    expect(performance.now() - startedAt).toBeGreaterThan(140);
  });

  it('that is not known is refused', async () => {
    expect((await post(await aServer(), { behaviour: 'constructor' })).status).toBe(400);
  });
});

it.each([
  ['finance.settlement-retry', '/finance/settlements/ORD-1/retry', {}],
  ['finance.open-case', '/finance/cases', { case_type: 'CASH_BREAK' }],
  ['health.eligibility-check', '/health/eligibility-checks', { member_id: 'M-1' }],
  ['health.authorization-request', '/health/authorizations', { member_id: 'M-1', procedure_code: '70553' }],
  ['health.claim-resubmit', '/health/claims/CLM-1/resubmit', {}],
  ['itsm.assign-incident', '/itsm/incidents/INC1/assign', { group: 'network' }],
  ['itsm.run-diagnostics', '/itsm/diagnostics', { service: 'payments' }],
  ['itsm.restart-service', '/itsm/services/payments/restart', {}],
  ['itsm.page-on-call', '/itsm/pages', { team: 'sre', summary: 'payments down' }],
])('%s answers', async (tool, path, body) => {
  const server = await aServer();

  const answer = await post(server, { path, body, key: 'k' });

  expect(answer.status).toBe(200);
  expect(server.calls().effects_by_tool).toEqual({ [tool]: 1 });
});

it('a request that is not a tool call is refused', async () => {
  const server = await aServer();
  const statusOf = async (path: string, init?: RequestInit) => (await fetch(server.url + path, init)).status;

  expect(await statusOf('/finance/none')).toBe(404);
  expect(await statusOf('/finance/cases')).toBe(404);
  expect(await statusOf('/finance/cases', { method: 'POST', body: '{}' })).toBe(400);
  expect(await statusOf('/finance/cases', { method: 'POST', body: '[1' })).toBe(400);
  expect(await statusOf('/finance/ssi/%E0%A4%A')).toBe(400);
  expect(server.calls().calls).toBe(0);
});

it('the ledger is read and cleared over HTTP', async () => {
  const server = await aServer();
  await post(server, { key: 'k1' });
  await post(server, { key: 'k2', behaviour: 'refuse' });

  const summary = (await (await fetch(`${server.url}/_ledger`)).json()) as object;
  const keys = await (await fetch(`${server.url}/_ledger/keys`)).text();
  await fetch(`${server.url}/_ledger`, { method: 'DELETE' });

  expect(summary).toEqual(expect.objectContaining({ keys: 2, refused: 1, forgotten: 0 }));
  expect(
    keys
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { key: 'k1', tool: 'finance.open-case', state: 'effective', calls: 1 },
    { key: 'k2', tool: 'finance.open-case', state: 'refused', calls: 1 },
  ]);
  expect(server.calls()).toMatchObject({ keys: 0, calls: 0, effects_by_tool: {} });
});

it('takes the next port when its own is taken', async () => {
  const first = await aServer();

  const second = await aServer({ port: first.port });

  expect(second.port).toBeGreaterThan(first.port);
});
