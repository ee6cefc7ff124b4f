/** Saved views: ownership, visibility and permitted content. */
import { type OpsApi, OTHER_TENANT, startOpsApi } from './testing/ops-api.ts';

let api: OpsApi;

beforeAll(async () => {
  api = await startOpsApi();
});

afterAll(() => api.stop());

const as = (subject: string, role: 'viewer' | 'operator' | 'admin' = 'operator') => ({ subject, roles: [role] });
const save = (body: object, claims: object = as('ann')) => api.send('POST', '/api/views', { body, claims });
const namesFor = async (claims: object): Promise<string[]> =>
  (await api.get('/api/views', claims)).body.items.map((view: { name: string }) => view.name);

const QUERY = { status: ['open', 'escalated'], severity: 'critical', sort: '-amount', q: 'ACME' };

it('keeps filters under a name, and gives them back as they were', async () => {
  const { status, body } = await save({ name: 'Mine', query: QUERY }, as('kim', 'viewer'));

  expect(status).toBe(201);
  expect(body).toMatchObject({ name: 'Mine', shared: false, owner: 'kim', query: QUERY });
  expect((await api.get(`/api/views/${body.view_id}`, as('kim', 'viewer'))).body).toEqual(body);
});

it('holds no personal data in its words', async () => {
  const query = { q: '4111 1111 1111 1111', owner: 'kim@example.com' };
  const { body } = await save({ name: 'About jane@example.com', query }, as('may'));

  expect(body).toMatchObject({ name: 'About [REDACTED:email]', query: { ...query, q: '[REDACTED:card]' } });
  const replaced = { body: { name: 'Of jane@example.com', query: {} }, claims: as('may') };
  expect((await api.send('PUT', `/api/views/${body.view_id}`, replaced)).body).toMatchObject({
    name: 'Of [REDACTED:email]',
  });
});

it('shows one’s own and the shared ones, by name', async () => {
  await save({ name: 'b of ann', query: {} });
  await save({ name: 'a for all', shared: true, query: {} });
  await save({ name: 'c of bob', query: {} }, as('bob'));

  expect(await namesFor(as('ann'))).toEqual(['a for all', 'b of ann']);
  expect(await namesFor(as('bob', 'viewer'))).toEqual(['a for all', 'c of bob']);
  expect((await api.get('/api/views', { tenants: [OTHER_TENANT] })).body.items).toEqual([]);
});

it('lets only the owner change it, an admin delete what is shared, and nobody see what is not', async () => {
  const { body: shared } = await save({ name: 'shared', shared: true, query: {} });
  const { body: own } = await save({ name: 'own', query: {} });
  const [toShared, toOwn] = [`/api/views/${shared.view_id}`, `/api/views/${own.view_id}`];
  const body = { name: 'eve’s', query: {} };

  expect((await api.send('PUT', toShared, { body, claims: as('eve', 'admin') })).status).toBe(403);
  expect((await api.send('DELETE', toShared, { claims: as('eve') })).status).toBe(403);
  for (const claims of [as('eve', 'admin'), { tenants: [OTHER_TENANT] }]) {
    expect((await api.get(toOwn, claims)).status).toBe(404);
    expect((await api.send('PUT', toOwn, { body, claims })).status).toBe(404);
    expect((await api.send('DELETE', toOwn, { claims })).status).toBe(404);
  }
  expect((await api.send('DELETE', toShared, { claims: as('eve', 'admin') })).status).toBe(204);
  expect((await api.send('DELETE', toOwn, { claims: as('ann') })).status).toBe(204);
  expect((await api.get(toOwn, as('ann'))).status).toBe(404);
});

it('can be replaced, under a name that is free', async () => {
  const { body: one } = await save({ name: 'one', query: {} });
  await save({ name: 'two', query: {} });
  const replace = (name: string) =>
    api.send('PUT', `/api/views/${one.view_id}`, { body: { name, query: { q: 'x' } }, claims: as('ann') });

  expect(await replace('two')).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(await save({ name: 'one', query: {} })).toMatchObject({ status: 409 });
  expect(await replace('one')).toMatchObject({ status: 200, body: { query: { q: 'x' } } });
  expect(await replace('three')).toMatchObject({ status: 200, body: { name: 'three', created_at: one.created_at } });
});

it('takes an operator to share', async () => {
  expect(await save({ name: 'for all', shared: true, query: {} }, as('kim', 'viewer'))).toMatchObject({
    status: 403,
    body: { code: 'forbidden' },
  });
});

it.each([
  [{ query: {} }, 'name'],
  [{ name: '', query: {} }, 'name'],
  [{ name: 'x' }, 'query'],
  [{ name: 'x', query: 'severity=low' }, 'query'],
  [{ name: 'x', query: {}, owner: 'eve' }, 'owner'],
  [{ name: 'x', query: {}, shared: 'yes' }, 'shared'],
  [{ name: 'x', query: {}, shared: null }, 'shared'],
  [{ name: 'x', query: null }, 'query'],
  [{ name: 'x', query: { q: '\ud800' } }, 'query.q'],
  [{ name: 'x', query: { colour: 'red' } }, 'query.colour'],
  [{ name: 'x', query: { severity: 'urgent' } }, 'query.severity'],
  [{ name: 'x', query: { severity: [5] } }, 'query.severity'],
  [{ name: 'x', query: { sort: 'payload' } }, 'query.sort'],
  [{ name: 'x', query: { limit: '5' } }, 'query.limit'],
  [{ name: 'x', query: { q: 'a\0b' } }, 'query.q'],
])('refuses %j, naming %s', async (body, path) => {
  const answer = await save(body);

  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  expect(answer.body.errors.map((fault: { path: string }) => fault.path)).toContain(path);
});

it.each(['nonsense', '%00', '4ac0b8ee-0d64-4d5e-9a53-8cbb1fa1e9f2'])('knows no view %s', async (id) => {
  expect((await api.get(`/api/views/${id}`)).status).toBe(404);
});
