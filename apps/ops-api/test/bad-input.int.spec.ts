/** Invalid requests get a problem with faults by field; no client input leads to a 500. */
import type { TokenClaims } from '@sentinai/service-kit/testing';
import { anException, store } from './testing/exception.builder.ts';
import { type OpsApi, OTHER_TENANT, startOpsApi, TENANT } from './testing/ops-api.ts';

const list = `/api/exceptions/${TENANT}`;
const events = `${list}/EX-1/events`;

let api: OpsApi;

beforeAll(async () => {
  api = await startOpsApi();
  const twoEvents = anException('EX-1').withEvent('ExceptionIngested').withEvent('ExceptionNormalized');
  await store(api.database, twoEvents.build(), anException('EX-0').build());
});

afterAll(() => api.stop());

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A cursor of the right list with a position that was never issued. */
async function forged(url: string, position: unknown): Promise<string> {
  const { body } = await api.get(url);
  const [fingerprint] = JSON.parse(Buffer.from(body.next_cursor, 'base64url').toString()) as [string];
  return base64([fingerprint, position]);
}

it.each([
  [`${list}?limit=0`, 'limit'],
  [`${list}?limit=201`, 'limit'],
  [`${list}?limit=-1`, 'limit'],
  [`${list}?limit=1.5`, 'limit'],
  [`${list}?limit=abc`, 'limit'],
  [`${list}?limit=`, 'limit'],
  [`${list}?limit=1&limit=2`, 'limit'],
  [`${list}?limit=1e99`, 'limit'],
  [`${list}?cursor=`, 'cursor'],
  [`${list}?cursor=garbage`, 'cursor'],
  [`${list}?cursor=%00`, 'cursor'],
  [`${list}?cursor=${base64(null)}`, 'cursor'],
  [`${list}?cursor=${base64(['x', { key: '1', exceptionId: 'EX-1' }])}`, 'cursor'],
  [`${list}?cursor=${'a'.repeat(3000)}`, 'cursor'],
  [`${list}?cursor=a&cursor=b`, 'cursor'],
  [`${list}?sort=payload`, 'sort'],
  [`${list}?sort=--created_at`, 'sort'],
  [`${list}?sort=created_at;drop table exception`, 'sort'],
  [`${list}?sort=created_at&sort=amount`, 'sort'],
  [`${list}?severity=urgent`, 'severity'],
  [`${list}?severity=high,`, 'severity'],
  [`${list}?severity=`, 'severity'],
  [`${list}?status=closed`, 'status'],
  [`${list}?stage=unknown`, 'stage'],
  [`${list}?sla_state=late`, 'sla_state'],
  [`${list}?unreadable=colour`, 'unreadable'],
  [`${list}?domain=`, 'domain'],
  [`${list}?domain=a%00b`, 'domain'],
  [`${list}?entity=${'e'.repeat(513)}`, 'entity'],
  [`${list}?${Array.from({ length: 51 }, (_, index) => `type=T${index}`).join('&')}`, 'type'],
  [`${list}?q=`, 'q'],
  [`${list}?q=%00`, 'q'],
  [`${list}?q=a&q=b`, 'q'],
  [`${list}?created_from=yesterday`, 'created_from'],
  [`${list}?created_from=2026-13-01T00:00:00Z`, 'created_from'],
  [`${list}?created_from=2026-11-20T00:00:00`, 'created_from'],
  [`${list}?created_to=1763600000`, 'created_to'],
  [`${list}?created_to=2026-99-99`, 'created_to'],
  [`${list}?colour=red`, 'colour'],
  [`${list}?severity[$ne]=high`, 'severity[$ne]'],
  [`${list}/EX-1?verbose=1`, 'verbose'],
  [`${list}/EX-1/playbook?verbose=1`, 'verbose'],
  [`${events}?actor_type=robot`, 'actor_type'],
  [`${events}?limit=201`, 'limit'],
  [`${events}?cursor=nonsense`, 'cursor'],
  [`${events}?sort=sequence`, 'sort'],
  ['/ops/pipeline?colour=red', 'colour'],
  ['/ops/pipeline?tenant_id=', 'tenant_id'],
  ['/api/exceptions/%27%20or%201%3D1', 'tenant_id'],
  ['/api/exceptions/%00', 'tenant_id'],
  [`/api/exceptions/${'T'.repeat(65)}`, 'tenant_id'],
])('refuses %s, naming %s', async (url, path) => {
  const answer = await api.get(url);

  expect(answer).toMatchObject({
    status: 400,
    type: 'application/problem+json; charset=utf-8',
    body: { code: 'invalid_request' },
  });
  expect(new Set(answer.body.errors.map((error: { path: string }) => error.path))).toEqual(new Set([path]));
});

it.each([
  ['created_at', { key: 'now', exceptionId: 'EX-1' }],
  ['created_at', { key: '9'.repeat(30), exceptionId: 'EX-1' }],
  ['created_at', { key: null, exceptionId: 'EX-1' }],
  ['created_at', { key: '1', exceptionId: '\0' }],
  ['created_at', { key: '1' }],
  ['created_at', []],
  ['amount', { key: '1e999', exceptionId: 'EX-1' }],
  ['amount', { key: '1e-999', exceptionId: 'EX-1' }],
  ['amount', { key: 'NaN', exceptionId: 'EX-1' }],
  ['severity', { key: 'urgent', exceptionId: 'EX-1' }],
])('refuses a cursor by %s that was tampered with: %j', async (sort, position) => {
  const path = `${list}?limit=1&sort=${sort}`;

  expect(await api.get(`${path}&cursor=${await forged(path, position)}`)).toMatchObject({ status: 400 });
});

it.each([0, -1, 1.5, 2 ** 31, '1', null])('refuses a cursor of a timeline at %j', async (position) => {
  const path = `${events}?limit=1`;

  expect(await api.get(`${path}&cursor=${await forged(path, position)}`)).toMatchObject({ status: 400 });
});

it.each(['', '/events', '/playbook'])('knows no exception that is not there: …%s', async (part) => {
  for (const id of ['EX-2', 'ex-1', '%00', '%20', "'%20or%201=1", 'x'.repeat(129)]) {
    expect(await api.get(`${list}/${id}${part}`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
  for (const broken of ['%zz', '%ED%A0%80', 'x'.repeat(600)]) {
    expect((await api.get(`${list}/${broken}${part}`)).status).toBe(400);
  }
});

it.each<[string, TokenClaims, number, string]>([
  ['expired', { expiresIn: -60 }, 401, 'token_expired'],
  ['without a role', { roles: [] }, 403, 'forbidden'],
  ['of another tenant', { tenants: [OTHER_TENANT] }, 403, 'tenant_forbidden'],
])('refuses a token that is %s, everywhere', async (_, claims, status, code) => {
  for (const url of [list, `${list}/EX-1`, events, `${list}/EX-1/playbook`, `/ops/pipeline?tenant_id=${TENANT}`]) {
    expect(await api.get(url, claims)).toMatchObject({ status, body: { code } });
  }
});

it('refuses a request without a token, and one with nonsense for a token', async () => {
  for (const headers of [{}, { authorization: 'Bearer nonsense' }]) {
    const response = await api.service.app.inject({ method: 'GET', url: list, headers });

    expect(response.json()).toMatchObject({ status: 401, code: 'unauthenticated' });
  }
});

it('takes only GET', async () => {
  const headers = await api.issuer.bearer({ roles: ['admin'] });

  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
    expect((await api.service.app.inject({ method, url: list, headers })).statusCode).toBe(405);
  }
});

it('asks a super admin for the tenant, and answers for any', async () => {
  const claims: TokenClaims = { roles: ['super_admin'], tenants: ['*'] };

  expect(await api.get('/ops/pipeline', claims)).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'tenant_id' }] },
  });
  expect(await api.get(`/api/exceptions/${OTHER_TENANT}`, claims)).toMatchObject({ status: 200, body: { items: [] } });
});
