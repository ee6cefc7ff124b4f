import { Controller, Get, Module, Post } from '@nestjs/common';
import { UnsecuredJWT } from 'jose';
import { setTimeout } from 'node:timers/promises';
import { createService, type Service } from '../bootstrap/create-service.ts';
import { defineConfig } from '../config/config.ts';
import { authSettings } from '../config/shared-settings.ts';
import { Allow } from './access.decorator.ts';
import { GuardedCasesController } from '../testing/guarded-cases.controller.ts';
import { startTestIssuer, type TestIssuer, type TokenClaims } from '../testing/test-issuer.ts';

@Module({ controllers: [GuardedCasesController] })
class CasesModule {}

const config = defineConfig(authSettings);

function start(env: Record<string, string>): Promise<Service> {
  return createService({ name: 'cases', config, module: CasesModule }, { env: { ...env, LOG_LEVEL: 'silent' } });
}

let issuer: TestIssuer;
let service: Service;

beforeAll(async () => {
  issuer = await startTestIssuer();
  service = await start(issuer.env);
});

afterAll(async () => {
  await service.app.close();
  await issuer.stop();
});

async function get(url: string, headers: Record<string, string> = {}, of: Service = service) {
  const response = await of.app.inject({ method: 'GET', url, headers });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

describe('authentication', () => {
  it('gives the controller the sender', async () => {
    const bearer = await issuer.bearer({ subject: 'bob', roles: ['admin'], tenants: ['TENANT_001', 'TENANT_002'] });

    expect(await get('/v1/whoami', bearer)).toMatchObject({
      status: 200,
      body: { subject: 'bob', roles: ['admin'], tenants: ['TENANT_001', 'TENANT_002'], isSuperAdmin: false },
    });
  });

  it('lets anyone in where a route is public', async () => {
    expect(await get('/v1/open')).toMatchObject({ status: 200 });
  });

  it('requires a token', async () => {
    expect(await get('/v1/whoami')).toMatchObject({
      status: 401,
      headers: {
        'www-authenticate': 'Bearer realm="sentinai"',
        'content-type': 'application/problem+json; charset=utf-8',
      },
      body: { code: 'unauthenticated', instance: '/v1/whoami', request_id: expect.any(String) },
    });
  });

  it.each<[string, TokenClaims, string, string]>([
    ['expired', { expiresIn: -60 }, 'token_expired', 'expired'],
    ['for another audience', { audience: 'elsewhere' }, 'unauthenticated', 'claim aud'],
    ['about nobody', { subject: '' }, 'unauthenticated', 'claim sub'],
    ['about a name without end', { subject: 'x'.repeat(257) }, 'unauthenticated', 'claim sub'],
    ['in the name of an API key', { subject: 'key:1' }, 'unauthenticated', 'claim sub'],
    ['about what no table stores', { subject: 'a\0b' }, 'unauthenticated', 'claim sub'],
    ['of another issuer', { issuer: 'https://evil.test' }, 'unauthenticated', 'claim iss'],
  ])('refuses a token that is %s', async (_, claims, code, words) => {
    expect(await get('/v1/whoami', await issuer.bearer(claims))).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': expect.stringContaining('error="invalid_token"') },
      body: { code, detail: expect.stringContaining(words) },
    });
  });

  it('takes a token that expired within the clock tolerance', async () => {
    expect(await get('/v1/whoami', await issuer.bearer({ expiresIn: -10 }))).toMatchObject({ status: 200 });
  });

  it('refuses a token signed with another key of the same name', async () => {
    const impostor = await startTestIssuer();
    const answer = await get('/v1/whoami', await impostor.bearer({ roles: ['super_admin'] }));
    await impostor.stop();

    expect(answer).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated', detail: "The token's signature is wrong." },
    });
  });

  it('refuses a token without signature', async () => {
    const token = new UnsecuredJWT({ roles: ['super_admin'] }).setSubject('eve').setExpirationTime('1h').encode();

    expect(await get('/v1/whoami', { authorization: `Bearer ${token}` })).toMatchObject({ status: 401 });
  });

  it.each(['Basic YTpi', 'Bearer', 'Bearer a b', 'Bearer not-a-jwt', `Bearer ${'a.'.repeat(2000)}`])(
    'refuses a malformed header (%#)',
    async (authorization) => {
      expect(await get('/v1/whoami', { authorization })).toMatchObject({
        status: 401,
        body: { code: 'unauthenticated' },
      });
    },
  );

  it('answers unavailable, not unauthenticated, while the keys cannot be fetched, and recovers', async () => {
    const gone = await startTestIssuer();
    const bearer = await gone.bearer();
    const orphan = await start(gone.env);
    await gone.stop();

    const answer = await get('/v1/whoami', bearer, orphan);
    await gone.restart();
    await setTimeout(1_000);
    const later = await get('/v1/whoami', bearer, orphan);
    await Promise.all([orphan.app.close(), gone.stop()]);

    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' }, body: { code: 'unavailable' } });
    expect(later).toMatchObject({ status: 200 });
  });
});

describe('authorization', () => {
  it.each([
    ['viewer', 403],
    ['operator', 403],
    ['admin', 200],
    ['super_admin', 200],
  ] as const)('answers a %s at an admin route with %i', async (role, status) => {
    expect(await get('/v1/admin', await issuer.bearer({ roles: [role] }))).toMatchObject({ status });
  });

  it('ignores unknown roles', async () => {
    const bearer = await issuer.bearer({ roles: ['root' as never] });

    expect(await get('/v1/whoami', bearer)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });
});

describe('tenancy', () => {
  const two = { tenants: ['TENANT_001', 'TENANT_002'] };

  it.each<[string, TokenClaims, string, number, object]>([
    ['its own tenant in the path', {}, '/v1/tenants/TENANT_001/cases', 200, { tenantId: 'TENANT_001' }],
    ['another tenant in the path', {}, '/v1/tenants/TENANT_002/cases', 403, { code: 'tenant_forbidden' }],
    ['an unknown tenant in the path', {}, '/v1/tenants/NOBODY/cases', 403, { code: 'tenant_forbidden' }],
    ['no tenant, having one', {}, '/v1/cases', 200, { tenantId: 'TENANT_001' }],
    ['no tenant, having two', two, '/v1/cases', 400, { errors: [{ path: 'tenant_id', message: 'is required' }] }],
    ['one of two in the query', two, '/v1/cases?tenant_id=TENANT_002', 200, { tenantId: 'TENANT_002' }],
    ['another tenant in the query', {}, '/v1/cases?tenant_id=TENANT_002', 403, { code: 'tenant_forbidden' }],
    [
      'two tenants in the query',
      two,
      '/v1/cases?tenant_id=TENANT_001&tenant_id=TENANT_002',
      400,
      { code: 'invalid_request' },
    ],
    [
      'a path and a query that differ',
      two,
      '/v1/tenants/TENANT_001/cases?tenant_id=TENANT_002',
      400,
      { code: 'invalid_request' },
    ],
    [
      'a forbidden query beside an allowed path',
      {},
      '/v1/tenants/TENANT_001/cases?tenant_id=X',
      403,
      { code: 'tenant_forbidden' },
    ],
    ['a malformed tenant', {}, `/v1/tenants/${encodeURIComponent("' or 1=1")}/cases`, 400, { code: 'invalid_request' }],
    ['a wildcard without being super admin', { tenants: ['*'] }, '/v1/cases', 403, { code: 'tenant_forbidden' }],
    [
      'any tenant as super admin',
      { roles: ['super_admin'], tenants: ['*'] },
      '/v1/cases?tenant_id=X',
      200,
      { tenantId: 'X' },
    ],
    [
      'no tenant as super admin',
      { roles: ['super_admin'], tenants: ['*'] },
      '/v1/cases',
      400,
      { code: 'invalid_request' },
    ],
  ])('answers a request for %s', async (_, ...[claims, url, status, body]) => {
    expect(await get(url, await issuer.bearer(claims))).toMatchObject({ status, body });
  });

  it('says the same whether a forbidden tenant exists or not', async () => {
    const [known, unknown] = await Promise.all(
      ['TENANT_002', 'NOBODY'].map(
        async (id) => (await get(`/v1/cases?tenant_id=${id}`, await issuer.bearer())).body.detail,
      ),
    );

    expect(known).toBe(unknown);
  });

  it('checks a tenant named in the body too', async () => {
    const headers = await issuer.bearer();
    const answer = await service.app.inject({
      method: 'POST',
      url: '/v1/cases',
      headers,
      payload: { tenant_id: 'OTHER' },
    });

    expect(answer.json()).toMatchObject({ status: 403, code: 'tenant_forbidden' });
  });
});

describe('at start-up', () => {
  @Controller('forgotten')
  class ForgottenController {
    @Get()
    list() {}

    @Allow('exceptions.read')
    @Get(':id')
    one() {}

    @Post()
    create() {}
  }

  @Module({ controllers: [ForgottenController] })
  class ForgottenModule {}

  it('refuses routes without an access rule, naming all', async () => {
    const starting = createService(
      { name: 'x', config, module: ForgottenModule },
      { env: { ...issuer.env, LOG_LEVEL: 'silent' } },
    );

    await expect(starting).rejects.toThrow(
      'These routes have neither @Public() nor @Allow(…):\n  GET ForgottenController.list\n  POST ForgottenController.create',
    );
  });

  it('refuses guarded routes in a service that is not set up for tokens', async () => {
    const starting = createService({ name: 'x', module: CasesModule }, { env: { LOG_LEVEL: 'silent' } });

    await expect(starting).rejects.toThrow('no authSettings:\n  GET GuardedCasesController.whoami');
  });
});
