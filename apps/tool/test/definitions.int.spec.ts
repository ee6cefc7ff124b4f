/** A tenant's own tools: versions, activation, disabling and the emitted events. */
import { OTHER_TENANT, TENANT, type ToolApi, startToolApi } from './testing/tool-api.ts';

const endpoint = 'https://tools.example.test/own';

let api: ToolApi;

beforeAll(async () => {
  api = await startToolApi();
});
afterAll(() => api.stop());

let made = 0;
const aName = () => `own_${++made}`;
const create = (body: object, options: object = {}) => api.send('POST', '/api/tools', { body, ...options });
const activation = async () =>
  (
    await api.database.asOwner<Record<string, unknown[]>>('select * from pack_activation where tenant_id = $1', [
      TENANT,
    ])
  )[0];
const told = async () =>
  (
    await api.database.asOwner<{ tenant_event: { eventType: string; payloadJson: string } }>(
      'select tenant_event from outbox where tenant_event is not null order by id',
    )
  ).map(({ tenant_event: { eventType, payloadJson } }) => ({ eventType, ...JSON.parse(payloadJson) }));
const execute = async (toolId: number) => {
  const body = { exception_id: await api.anException(), arguments: {} };
  return api.send('POST', `/api/tools/${toolId}/execute`, { body });
};

it('are in force at once, and can be run', async () => {
  const name = aName();
  const { status, body } = await create({ name, endpoint, input_schema: { type: 'object' } });

  expect(status).toBe(201);
  expect(body).toEqual({
    tool_id: expect.any(Number),
    tenant_id: TENANT,
    domain: 'Tools',
    name,
    version: 1,
    enabled: true,
    revision: expect.any(Number),
  });
  expect((await activation())?.own_tool_ids).toContain(body.tool_id);
  expect(await execute(body.tool_id)).toMatchObject({ status: 202 });
});

it('become versions when they change, and none when they do not', async () => {
  const name = aName();
  const first = (await create({ name, endpoint })).body;
  const second = (await api.send('PUT', `/api/tools/${first.tool_id}`, { body: { endpoint, effect: 'read' } })).body;

  expect(second).toMatchObject({ name, version: 2 });
  expect((await activation())?.own_tool_ids).toContain(second.tool_id);
  expect((await activation())?.own_tool_ids).not.toContain(first.tool_id);
  expect(await execute(first.tool_id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(await api.send('PUT', `/api/tools/${first.tool_id}`, { body: { endpoint } })).toMatchObject({ status: 409 });
  expect(await api.send('PUT', `/api/tools/${second.tool_id}`, { body: { endpoint, effect: 'read' } })).toMatchObject({
    status: 200,
    body: { tool_id: second.tool_id, version: 2 },
  });
});

it("take the place of the pack's, until they are deleted", async () => {
  const ofPack = await api.toolId('pay');
  const { body } = await api.send('PUT', `/api/tools/${ofPack}`, { body: { endpoint } });

  expect(body).toMatchObject({ name: 'pay', version: 2 });
  expect(await execute(ofPack)).toMatchObject({ status: 409 });
  expect(await api.send('DELETE', `/api/tools/${body.tool_id}`)).toEqual({ status: 204, body: null });
  expect(await execute(ofPack)).toMatchObject({ status: 202 });
  expect(await api.send('DELETE', `/api/tools/${ofPack}`)).toMatchObject({ status: 409, body: { code: 'conflict' } });
});

it("and the pack's can be switched off and on again", async () => {
  const toolId = await api.toolId('pay');

  expect(await api.send('POST', `/api/tools/${toolId}/disable`)).toMatchObject({
    status: 200,
    body: { enabled: false },
  });
  expect(await execute(toolId)).toMatchObject({ status: 409, body: { code: 'tool_disabled' } });
  expect((await activation())?.disabled_tools).toEqual(['pay']);
  expect(await api.send('POST', `/api/tools/${toolId}/enable`)).toMatchObject({ status: 200, body: { enabled: true } });
  expect(await execute(toolId)).toMatchObject({ status: 202 });
});

it('are told of: who changed what, and that configuration changed', async () => {
  // The relay is stopped, so that the outbox can be inspected.
  await api.database.asOwner(`
    revoke execute on function tenants_with_outbox(varchar, varchar, integer) from sentinai_tool;
    delete from outbox`);
  const { body } = await create({ name: aName(), endpoint });

  expect(await told()).toEqual([
    {
      eventType: 'ConfigChanged',
      kind: 'tool',
      resource: body.name,
      version: 1,
      revision: body.revision,
      changed_by: 'ann',
    },
    {
      eventType: 'AuditRecorded',
      actor_id: 'ann',
      action: 'tool.created',
      subject_type: 'tool',
      subject_id: body.name,
      reason: null,
      before: null,
      after: { endpoint },
      request_id: expect.any(String),
    },
  ]);
});

it('are refused when the name is taken', async () => {
  expect(await create({ name: 'look_up', endpoint })).toMatchObject({ status: 409, body: { code: 'conflict' } });
});

it.each<[string, object, string[]]>([
  ['a bare secret', { auth_ref: 'hunter2' }, ['auth_ref']],
  ['a secret in the query', { endpoint: `${endpoint}?api_key=abc` }, ['endpoint']],
  ['an endpoint that is none', { endpoint: 'ftp://x' }, ['endpoint']],
  ['a schema that is none', { output_schema: { type: 'nothing' } }, ['output_schema']],
  ['another domain', { domain: 'Nowhere' }, ['domain']],
  ['unknown fields, each named', { colour: 'red', shape: 'round' }, ['colour', 'shape']],
])('are refused for %s', async (_, fields, paths) => {
  const { status, body } = await create({ name: aName(), endpoint, ...fields });

  expect(status).toBe(400);
  expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(paths);
});

it('are written by admins of the tenant alone', async () => {
  const body = { name: aName(), endpoint };

  expect(await create(body, { claims: { roles: ['operator'] } })).toMatchObject({ status: 403 });
  const asThem = { claims: { tenants: [OTHER_TENANT] } };
  const ours = await api.toolId('look_up');
  for (const path of ['enable', 'disable']) {
    expect(await api.send('POST', `/api/tools/${ours}/${path}`, asThem)).toMatchObject({ status: 404 });
  }
  expect(await api.send('PUT', `/api/tools/${ours}`, { body: { endpoint }, ...asThem })).toMatchObject({ status: 404 });
  expect(await api.send('DELETE', `/api/tools/${ours}`, asThem)).toMatchObject({ status: 404 });
});

it('keep turns when two change one at once: nobody overwrites what they have not seen', async () => {
  const { tool_id } = (await create({ name: aName(), endpoint })).body;
  const answers = await Promise.all(
    ['a', 'b'].map((part) => api.send('PUT', `/api/tools/${tool_id}`, { body: { endpoint: `${endpoint}/${part}` } })),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});
