import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import { inventIdentities } from './development-identities.ts';
import { createIdentityProvider } from './identity-provider.ts';
import { loginPage } from './login-page.ts';

/** An untyped result of JSON.parse; each test knows its expected fields. */
const jsonOf = async (answer: Promise<Response>): Promise<ReturnType<typeof JSON.parse>> =>
  JSON.parse(await (await answer).text());

describe('the identity provider', () => {
  const identities = inventIdentities(['ACME']);
  let server: Server;
  let issuer: string;

  beforeAll(async () => {
    server = createServer();
    await once(server.listen(0, 'localhost'), 'listening');
    issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const signingKey = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'k' };
    const answer = createIdentityProvider({ issuer, signingKey, identities }).callback();
    server.on('request', (request, response) => void answer(request, response));
  });
  afterAll(() => void server.close());

  it('issues a machine a token for the APIs, with its permissions', async () => {
    const { jwks_uri, token_endpoint } = await jsonOf(fetch(`${issuer}/.well-known/openid-configuration`));
    const [machine] = identities.machines;
    const basic = Buffer.from(`${machine?.clientId}:${machine?.clientSecret}`).toString('base64');
    const answer = fetch(token_endpoint, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token } = await jsonOf(answer);

    const keys = createLocalJWKSet(await jsonOf(fetch(jwks_uri)));
    const { payload } = await jwtVerify(access_token, keys, { issuer, audience: 'sentinai' });
    expect(payload).toMatchObject({ sub: 'machine.acme.local', roles: ['operator'], tenants: ['ACME'] });
  });

  it('publishes no part of the private key', async () => {
    const { keys } = await jsonOf(fetch(`${issuer}/jwks`));

    expect(Object.keys(keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  it('redirects only to this machine', async () => {
    const asked = new URLSearchParams({
      client_id: 'console',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'http://evil.test/auth/callback',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    });
    const answer = await fetch(`${issuer}/auth?${asked.toString()}`, { redirect: 'manual' });

    expect(answer.status).toBe(400);
  });
});

it('generates a viewer, an operator, an admin and a machine for each tenant, each with its own secret', () => {
  const { users, machines } = inventIdentities(['ACME', 'GLOBEX']);

  expect(users.map(({ login, roles }) => [login, ...roles])).toEqual([
    ['viewer@acme.local', 'viewer'],
    ['operator@acme.local', 'operator'],
    ['admin@acme.local', 'admin'],
    ['viewer@globex.local', 'viewer'],
    ['operator@globex.local', 'operator'],
    ['admin@globex.local', 'admin'],
    ['super-admin@sentinai.local', 'super_admin'],
  ]);
  expect(new Set([...users.map(({ password }) => password), ...machines.map((one) => one.clientSecret)]).size).toBe(9);
});

it('the login page escapes the input', () => {
  expect(loginPage({ action: '/login/x', login: `"><script>alert('x')</script>` })).not.toContain('<script>');
});
