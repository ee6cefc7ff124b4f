/** The OpenAPI document covers every route, no body, however odd, leads to a 500, and readiness asks the database alone. */
import { type Governance, SUPER_ADMIN, TENANT, startGovernance } from './testing/governance.ts';

let api: Governance;

beforeAll(async () => {
  api = await startGovernance();
});
afterAll(() => api.stop());

interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  responses: Record<string, { content?: object }>;
  security?: object[];
  'x-permission'?: string;
}

const operations = async (): Promise<[route: string, operation: Operation][]> => {
  const { paths } = (await api.ask('GET', '/openapi.json')).body as {
    paths: Record<string, Record<string, Operation>>;
  };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  );
};

it('names the permission of every route, its parameters and its refusals', async () => {
  const governing = (await operations()).filter(([route]) => route.includes('/api/'));

  expect(governing.length).toBeGreaterThan(15);
  for (const [route, { parameters = [], responses, ...operation }] of governing) {
    const named = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    expect({ route, inPath: inPath.sort() }).toEqual({ route, inPath: named.sort() });
    expect({ route, permission: operation['x-permission'] }).toEqual({ route, permission: expect.any(String) });
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '401', '403', '503']));
  }
});

it.each([
  '/api/packs/validate',
  '/api/packs/import',
  '/api/packs/Trading/activate',
  '/api/packs/Trading/roll-back',
  '/api/tenants',
  `/api/tenants/${TENANT}/suspend`,
])('refuses odd bodies of POST %s', async (url) => {
  for (const payload of ['null', '[]', '"text"', '7', '{', '', '{"pack":null}', '{"tenant_id":[1]}', '{"reason":{}}']) {
    const response = await api.service.app.inject({
      method: 'POST',
      url,
      headers: { ...(await api.issuer.bearer(SUPER_ADMIN)), 'content-type': 'application/json' },
      payload,
    });
    expect({ payload, status: response.statusCode }).toEqual({ payload, status: 400 });
  }
});

it('is ready while the database answers', async () => {
  const response = await api.service.app.inject({ method: 'GET', url: '/readyz' });

  expect(response.statusCode).toBe(200);
  expect(Object.keys(response.json<{ checks: object }>().checks)).toEqual(['database']);
});
