/** Dry runs: the request that would be sent, every obstacle by its code, and nothing stored. */
import { OTHER_TENANT, type ToolApi, startToolApi } from './testing/tool-api.ts';

let api: ToolApi;

beforeAll(async () => {
  api = await startToolApi({ TOOL_ALLOWED_PRIVATE_HOSTS: 'tools.example.test' });
  process.env.TOOL_SECRET_TENANT_5F001__PAY = 'a-secret-for-pay';
});
afterAll(async () => {
  delete process.env.TOOL_SECRET_TENANT_5F001__PAY;
  await api.stop();
});

const dryRun = async (tool: string, body: object, options: object = {}) =>
  api.send('POST', `/api/tools/${await api.toolId(tool)}/dry-run`, {
    body,
    claims: { roles: ['operator'] },
    ...options,
  });

it('shows the request with its secret blanked out', async () => {
  const { status, body } = await dryRun('pay', { arguments: { amount: 7, api_key: 'hush' } });

  expect(status).toBe(200);
  expect(body).toMatchObject({
    tool: 'pay',
    version: 1,
    would_send: true,
    obstacles: [],
    request: {
      method: 'POST',
      url: 'https://tools.example.test/pay',
      headers: { authorization: 'Bearer ***', 'idempotency-key': '(id of the execution)' },
      body: { amount: 7, api_key: '[redacted]' },
    },
  });
  expect(await api.database.asOwner('select * from tool_execution')).toEqual([]);
});

it('needs no exception, whether absent or null', async () => {
  const body = { arguments: { amount: 7 }, exception_id: null };

  expect(await dryRun('pay', body)).toMatchObject({ status: 200, body: { would_send: true } });
});

it('fills the path', async () => {
  expect((await dryRun('look_up', { arguments: { account: 'A 1', depth: 2 } })).body.request).toMatchObject({
    method: 'GET',
    url: 'https://tools.example.test/accounts/A%201?depth=2',
    body: null,
  });
});

it('says which arguments do not fit', async () => {
  const { body } = await dryRun('look_up', { arguments: { account: 'A-1', depth: 'deep' } });

  expect(body).toMatchObject({
    would_send: false,
    obstacles: [{ code: 'invalid_arguments', detail: 'arguments.depth must be integer' }],
  });
});

it.each([
  ['blocked', {}, 'forbidden_by_policy'],
  ['pay', { severity: 'critical' as const }, 'approval_required'],
])('asks the policy about the exception: %s', async (tool, facts, code) => {
  const exception_id = await api.anException(facts);

  expect((await dryRun(tool, { arguments: {}, exception_id })).body).toMatchObject({
    would_send: false,
    obstacles: [{ code }],
  });
});

it('says that the tool is switched off', async () => {
  const toolId = await api.toolId('blocked');
  await api.send('POST', `/api/tools/${toolId}/disable`);

  expect((await dryRun('blocked', { arguments: {} })).body.obstacles).toMatchObject([{ code: 'tool_disabled' }]);
});

it('is refused as a run would be', async () => {
  expect(await dryRun('pay', { arguments: {}, exception_id: 'EX-none' })).toMatchObject({ status: 404 });
  expect(await dryRun('pay', {})).toMatchObject({ status: 400 });
  expect(await dryRun('pay', { arguments: {} }, { claims: { roles: ['viewer'] } })).toMatchObject({ status: 403 });
  expect(await dryRun('pay', { arguments: {} }, { claims: { tenants: [OTHER_TENANT] } })).toMatchObject({
    status: 404,
  });
});
