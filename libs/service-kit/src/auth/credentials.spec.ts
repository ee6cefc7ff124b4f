/** Kinds of credentials, and differences between issuers: keys found by discovery, claims under other names. */
import { Module, type Type } from '@nestjs/common';
import { createService, type Service } from '../bootstrap/create-service.ts';
import { defineConfig } from '../config/config.ts';
import { authSettings } from '../config/shared-settings.ts';
import { GuardedCasesController } from '../testing/guarded-cases.controller.ts';
import { startTestIssuer, type TestIssuer } from '../testing/test-issuer.ts';
import { API_KEY_VERIFIER, makeApiKey, type ApiKeyVerifier } from './api-key.ts';

const KEY_ID = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';
const KEY = makeApiKey(KEY_ID).key;

const keys: ApiKeyVerifier = {
  verify: async (key) =>
    key === KEY ? { subject: 'key:1', roles: ['viewer'], tenants: ['TENANT_001'], isSuperAdmin: false } : null,
};

@Module({ providers: [{ provide: API_KEY_VERIFIER, useValue: keys }] })
class KeysModule {}

@Module({ imports: [KeysModule], controllers: [GuardedCasesController] })
class CasesModule {}

@Module({ controllers: [GuardedCasesController] })
class KeylessModule {}

const config = defineConfig(authSettings);

function start(env: Record<string, string>, module: Type = CasesModule): Promise<Service> {
  return createService({ name: 'cases', config, module }, { env: { ...env, LOG_LEVEL: 'silent' } });
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

async function get(url: string, headers: Record<string, string>, of: Service = service) {
  const response = await of.app.inject({ method: 'GET', url, headers });
  return { status: response.statusCode, body: response.json() };
}

describe('an API key', () => {
  it.each<Record<string, string>>([{ authorization: `Bearer ${KEY}` }, { 'x-api-key': KEY }])(
    'says who is asking (%#)',
    async (headers) => {
      expect(await get('/v1/whoami', headers)).toMatchObject({ status: 200, body: { subject: 'key:1' } });
    },
  );

  it('is bound to its role and its tenant', async () => {
    const headers = { 'x-api-key': KEY };

    expect(await get('/v1/admin', headers)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await get('/v1/cases?tenant_id=TENANT_002', headers)).toMatchObject({
      status: 403,
      body: { code: 'tenant_forbidden' },
    });
  });

  it('is refused in the same words, whatever is wrong with it', async () => {
    const answers = await Promise.all(
      [makeApiKey(KEY_ID).key, 'sk_', `${KEY}x`, 'nonsense', `${KEY}, ${KEY}`].map(
        async (key) => (await get('/v1/whoami', { 'x-api-key': key })).body,
      ),
    );

    for (const { code, detail } of answers) {
      expect({ code, detail }).toEqual({ code: 'unauthenticated', detail: 'The API key is not valid.' });
    }
  });

  it('is not accepted together with a token', async () => {
    const headers = { ...(await issuer.bearer()), 'x-api-key': KEY };

    expect(await get('/v1/whoami', headers)).toMatchObject({ status: 401 });
  });

  it('is refused by a service without a key verifier', async () => {
    const keyless = await start(issuer.env, KeylessModule);
    const answer = await get('/v1/whoami', { 'x-api-key': KEY }, keyless);
    await keyless.app.close();

    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });
});

describe('differences between issuers', () => {
  it('finds the keys by the discovery document of the issuer', async () => {
    const env = { AUTH_ISSUER: issuer.url, AUTH_AUDIENCE: 'sentinai' };
    const discovering = await start(env);
    const headers = await issuer.bearer({ issuer: issuer.url });
    const answers = [await get('/v1/whoami', headers, discovering), await get('/v1/whoami', headers, discovering)];
    await discovering.app.close();

    expect(answers).toMatchObject([{ status: 200 }, { status: 200 }]);
  });

  it('rejects the keys of an issuer with another name', async () => {
    const env = { AUTH_ISSUER: `${issuer.url}/`, AUTH_AUDIENCE: 'sentinai' };
    const discovering = await start(env);
    const answer = await get('/v1/whoami', await issuer.bearer({ issuer: `${issuer.url}/` }), discovering);
    await discovering.app.close();

    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  });

  it('needs to know where the keys are when the issuer is no URL', async () => {
    const starting = start({ AUTH_ISSUER: 'our-login', AUTH_AUDIENCE: 'sentinai' });

    await expect(starting).rejects.toThrow('AUTH_ISSUER: is not an http or https URL, so its keys cannot be found');
  });

  it.each<[string, string, object]>([
    ['nested', 'realm_access.roles', { realm_access: { roles: ['admin', 'offline_access'] } }],
    ['a URL', 'https://x.test/roles', { 'https://x.test/roles': ['admin'] }],
    ['one text', 'groups', { groups: 'users admin' }],
  ])('reads claims that are %s', async (_, claim, extra) => {
    const renamed = await start({ ...issuer.env, AUTH_ROLES_CLAIM: claim, AUTH_TENANTS_CLAIM: 'org.tenants' });
    const headers = await issuer.bearer({ roles: ['viewer'], extra: { ...extra, org: { tenants: ['T'] } } });
    const answer = await get('/v1/whoami', headers, renamed);
    await renamed.app.close();

    expect(answer.body).toMatchObject({ roles: ['admin'], tenants: ['T'] });
  });
});
