/** Tool runs as the tool worker stores them: found by every filter, paged completely, and hidden from other tenants. */
import { randomUUID } from 'node:crypto';
import { type BegunExecution, type EndedExecution, ToolExecutionRepository } from '@sentinai/persistence';
import { type OpsApi, OTHER_TENANT, startOpsApi, TENANT } from './testing/ops-api.ts';

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 20, 8, 0, second));
const executions = new ToolExecutionRepository();

const aRun = (facts: Partial<BegunExecution> = {}): BegunExecution => ({
  tenantId: TENANT,
  executionId: randomUUID(),
  exceptionId: 'EX-1',
  toolId: null,
  tool: 'look_up',
  toolVersion: 1,
  stepOrder: 2,
  arguments: { account: 'A-1' },
  requestedBy: 'playbook:Fix',
  requestedAt: at(0),
  ...facts,
});

const byHand = aRun({ requestedBy: 'user:ann', stepOrder: null, requestedAt: at(50), exceptionId: 'EX-2' });
const ended = aRun({ tool: 'pay', requestedAt: at(40) });
const theirs = aRun({ tenantId: OTHER_TENANT, requestedAt: at(59) });
// Several runs at one instant: the id is the tie-breaker.
const many = Array.from({ length: 23 }, (_, index) => aRun({ requestedAt: at(Math.floor(index / 4)) }));

let api: OpsApi;

beforeAll(async () => {
  api = await startOpsApi();
  const transactions = await api.database.connect('sentinai_tool', { poolSize: 1 });
  await transactions.run([TENANT, OTHER_TENANT], async (tx) => {
    await executions.begin(tx, [ended, theirs, ...many], at(60));
    await executions.request(tx, byHand);
    const end: EndedExecution = {
      tenantId: TENANT,
      executionId: ended.executionId,
      status: 'failed',
      output: null,
      httpStatus: 503,
      errorCode: 'http_error',
      error: 'the tool answered 503',
      attempts: 3,
    };
    await executions.end(tx, [end], at(61));
  });
});

afterAll(() => api.stop());

const ids = (body: { items: { execution_id: string }[] }): string[] => body.items.map((run) => run.execution_id);

it('shows one with what it was given, and how it ended', async () => {
  const { status, body } = await api.get(`/api/tools/executions/${ended.executionId}`);

  expect(status).toBe(200);
  expect(body).toEqual({
    execution_id: ended.executionId,
    tenant_id: TENANT,
    exception_id: 'EX-1',
    tool_id: null,
    tool: 'pay',
    tool_version: 1,
    step_order: 2,
    status: 'failed',
    http_status: 503,
    error_code: 'http_error',
    error: 'the tool answered 503',
    attempts: 3,
    requested_by: 'playbook:Fix',
    requested_at: at(40).toISOString(),
    started_at: at(60).toISOString(),
    completed_at: at(61).toISOString(),
    arguments: { account: 'A-1' },
    output: null,
  });
});

it.each<[string, () => BegunExecution[]]>([
  ['tool=pay', () => [ended]],
  ['tool=pay&tool=nothing', () => [ended]],
  ['status=requested,failed', () => [byHand, ended]],
  ['exception_id=EX-2', () => [byHand]],
  ['requested_by=user:ann', () => [byHand]],
  ['from=2026-11-20T08:00:40Z', () => [byHand, ended]],
  ['from=2026-11-20T08:00:30Z&to=2026-11-20T08:00:45Z', () => [ended]],
  ['tool=nothing', () => []],
])('lists, newest first: %s', async (query, expected) => {
  const { body } = await api.get(`/api/tools/executions?${query}`);

  expect(ids(body)).toEqual(expected().map(({ executionId }) => executionId));
  expect(body).toMatchObject({ total: expected().length, total_is_exact: true, next_cursor: null });
});

it('pages through all of them once', async () => {
  const met: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await api.get(`/api/tools/executions?limit=5${cursor && `&cursor=${cursor}`}`);
    met.push(...ids(body));
    cursor = body.next_cursor;
  }

  expect(met).toHaveLength(25);
  expect(new Set(met)).toEqual(new Set([byHand, ended, ...many].map(({ executionId }) => executionId)));
  expect(met.slice(0, 2)).toEqual([byHand.executionId, ended.executionId]);
});

it("shows no other tenant's", async () => {
  expect(await api.get(`/api/tools/executions/${theirs.executionId}`)).toMatchObject({ status: 404 });
  const asThem = { tenants: [OTHER_TENANT] };
  expect(await api.get(`/api/tools/executions/${theirs.executionId}`, asThem)).toMatchObject({ status: 200 });
  expect((await api.get('/api/tools/executions', asThem)).body).toMatchObject({ total: 1 });
  expect(await api.get(`/api/tools/executions?tenant_id=${OTHER_TENANT}`)).toMatchObject({ status: 403 });
});

it.each([
  ['/api/tools/executions/nothing', 404],
  [`/api/tools/executions/${randomUUID()}`, 404],
  ['/api/tools/executions?status=done', 400],
  ['/api/tools/executions?colour=red', 400],
  ['/api/tools/executions?from=yesterday', 400],
  ['/api/tools/executions?cursor=abc', 400],
  [`/api/tools/executions/${ended.executionId}?limit=1`, 400],
])('refuses %s', async (url, status) => {
  expect((await api.get(url)).status).toBe(status);
});
