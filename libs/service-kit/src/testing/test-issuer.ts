/** A token issuer for tests: real keys, a real key set over HTTP, no mocks. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Role } from '@sentinai/contracts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface TokenClaims {
  subject?: string;
  roles?: Role[];
  /** Default `['TENANT_001']`. */
  tenants?: string[];
  /** Seconds from now, negative for an expired token. Default 300. */
  expiresIn?: number;
  issuer?: string;
  audience?: string;
  /** Additional claims. */
  extra?: Readonly<Record<string, unknown>>;
}

export interface TestIssuer {
  /** AUTH_ISSUER, AUTH_AUDIENCE and AUTH_JWKS_URL of this issuer. */
  readonly env: Readonly<Record<'AUTH_ISSUER' | 'AUTH_AUDIENCE' | 'AUTH_JWKS_URL', string>>;
  /** Base URL of its discovery document, and the `issuer` named in it. */
  readonly url: string;
  /** Returns a signed token: for an operator of TENANT_001, unless the claims say otherwise. */
  token(claims?: TokenClaims): Promise<string>;
  /** The same as an `Authorization` header. */
  bearer(claims?: TokenClaims): Promise<{ authorization: string }>;
  /** Stops publishing the keys. */
  stop(): Promise<void>;
  /** Publishes them again, at the same address. */
  restart(): Promise<void>;
}

const ISSUER = 'https://issuer.test';
const AUDIENCE = 'sentinai';
const KEY_ID = 'test-key';

/** Starts an issuer with its own key pair on a free local port. Two issuers share the name but not the key. */
export async function startTestIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'ES256', use: 'sig' }] };
  const server = createServer((request, response) => {
    const discovery = { issuer: url, jwks_uri: `${url}/keys` };
    const isDiscovery = request.url?.endsWith('/openid-configuration');
    response.setHeader('content-type', 'application/json').end(JSON.stringify(isDiscovery ? discovery : jwks));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  const token = ({ subject = 'alice', roles = ['operator'], tenants = ['TENANT_001'], ...rest }: TokenClaims = {}) =>
    new SignJWT({ roles, tenants, ...rest.extra })
      .setProtectedHeader({ alg: 'ES256', kid: KEY_ID })
      .setSubject(subject)
      .setIssuer(rest.issuer ?? ISSUER)
      .setAudience(rest.audience ?? AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + (rest.expiresIn ?? 300))
      .sign(privateKey);

  return {
    env: {
      AUTH_ISSUER: ISSUER,
      AUTH_AUDIENCE: AUDIENCE,
      AUTH_JWKS_URL: `${url}/.well-known/jwks.json`,
    },
    url,
    token,
    bearer: async (claims) => ({ authorization: `Bearer ${await token(claims)}` }),
    stop: async () => {
      server.closeAllConnections();
      if (server.listening) await once(server.close(), 'close');
    },
    restart: async () => {
      await once(server.listen(port, '127.0.0.1'), 'listening');
    },
  };
}
