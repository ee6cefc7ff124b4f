/** Tokens and their signing keys: with and without `kid`, while an issuer publishes one key or several. */
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { ProblemException } from '../problems/problem.exception.ts';
import { MAX_KEYS_TRIED } from './token-refusal.ts';
import { TokenVerifier } from './token-verifier.ts';

interface Key {
  jwk: JWK;
  sign(header?: object, claims?: object): Promise<string>;
}

async function aKey(alg: string, names: object = {}): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return {
    jwk: { ...(await exportJWK(publicKey)), ...names },
    sign: (header = {}, claims = {}) =>
      new SignJWT({ roles: ['viewer'], tenants: ['T'], ...claims })
        .setProtectedHeader({ alg, ...header })
        .setSubject('alice')
        .setIssuer('https://issuer.test')
        .setAudience('sentinai')
        .setExpirationTime('5m')
        .sign(privateKey),
  };
}

describe('the keys of an issuer', () => {
  let server: Server;
  let url: string;
  let published: unknown[];
  let fetched: number;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = createServer((_, response) => {
      fetched += 1;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published }));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  });
  beforeEach(() => {
    published = [];
    fetched = 0;
  });

  /** A service with its own cache of the keys. */
  const verifier = (): TokenVerifier =>
    new TokenVerifier({
      authIssuer: 'https://issuer.test',
      authAudience: 'sentinai',
      authJwksUrl: url,
      authRolesClaim: 'roles',
      authTenantsClaim: 'tenants',
    });
  const fate = async (token: string, tokens = verifier()): Promise<string> => {
    try {
      return (await tokens.verify(token)).subject;
    } catch (error) {
      if (error instanceof ProblemException) return `${error.code}: ${error.message}`;
      throw error;
    }
  };

  it.each(['ES256', 'RS256', 'PS256', 'EdDSA'])('are each tried with a token of %s without kid', async (alg) => {
    const [first, second, third] = await Promise.all([aKey(alg, { kid: 'a' }), aKey(alg), aKey(alg, { use: 'sig' })]);
    published = [first.jwk, second.jwk, third.jwk];

    for (const key of [first, second, third]) expect(await fate(await key.sign())).toBe('alice');
  });

  it('are tried only where they fit the algorithm, and may be of several kinds', async () => {
    const [rsa, ec, forEncryption] = await Promise.all([
      aKey('RS256', { alg: 'RS256' }),
      aKey('ES256'),
      aKey('ES256', { use: 'enc' }),
    ]);
    published = [rsa.jwk, forEncryption.jwk, ec.jwk];

    expect(await fate(await ec.sign())).toBe('alice');
    expect(await fate(await rsa.sign())).toBe('alice');
    expect(await fate(await forEncryption.sign())).toContain('signature is wrong');
  });

  it('are tried one by one where two have the same kid', async () => {
    const keys = await Promise.all([aKey('ES256', { kid: 'same' }), aKey('ES256', { kid: 'same' })]);
    published = keys.map(({ jwk }) => jwk);

    for (const key of keys) expect(await fate(await key.sign({ kid: 'same' }))).toBe('alice');
  });

  it('are found even when one of them is broken', async () => {
    const [good, other] = await Promise.all([aKey('ES256'), aKey('ES256')]);
    published = [{ ...other.jwk, x: 'AAAA' }, other.jwk, good.jwk];

    expect(await fate(await good.sign())).toBe('alice');
  });

  it('refuse a token that none of them has signed, and an expired one whichever has', async () => {
    const [first, second, stranger] = await Promise.all([aKey('ES256'), aKey('ES256'), aKey('ES256')]);
    published = [first.jwk, second.jwk];

    expect(await fate(await stranger.sign())).toBe("unauthenticated: The token's signature is wrong.");
    expect(await fate(await second.sign({}, { nbf: 4_000_000_000 }))).toContain('not valid yet');
  });

  it('are not all tried when there are very many', async () => {
    const keys = await Promise.all(Array.from({ length: MAX_KEYS_TRIED + 1 }, () => aKey('ES256')));
    published = keys.map(({ jwk }) => jwk);

    expect(await fate(await keys[MAX_KEYS_TRIED - 1]!.sign())).toBe('alice');
    expect(await fate(await keys[MAX_KEYS_TRIED]!.sign())).toContain('none of the first 10 keys');
  });

  it('are fetched again for a token without kid that none has signed, but not twice in quick succession', async () => {
    const [old, fresh, stranger] = await Promise.all([aKey('ES256'), aKey('ES256'), aKey('ES256')]);
    const tokens = verifier();
    published = [old.jwk];
    expect(await fate(await old.sign(), tokens)).toBe('alice');
    published = [old.jwk, fresh.jwk];
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 31_000);

    expect(await fate(await fresh.sign(), tokens)).toBe('alice');
    expect(await fate(await stranger.sign(), tokens)).toContain('signature is wrong');
    expect(fetched).toBe(2);
    clock.mockRestore();
  });
});
