/**
 * The identity provider as a process.
 * Environment: IDENTITY_ISSUER (its address), IDENTITY_FILE (who may log in), IDENTITY_SIGNING_KEY_FILE (private JWK).
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { JWK } from 'jose';
import { ensureDevelopmentIdentities } from './development-identities.ts';
import { createIdentityProvider } from './identity-provider.ts';
import { createLoginHandler } from './login.handler.ts';

const STOP_TIMEOUT_MS = 5_000;

const { IDENTITY_ISSUER: issuer = '', IDENTITY_FILE = '', IDENTITY_SIGNING_KEY_FILE = '' } = process.env;
const identities = ensureDevelopmentIdentities(IDENTITY_FILE);
const signingKey = JSON.parse(readFileSync(IDENTITY_SIGNING_KEY_FILE, 'utf8')) as JWK;
const provider = createIdentityProvider({ issuer, signingKey, identities });
const answer = provider.callback();
const logIn = createLoginHandler(provider, identities.users);

const server = createServer((request, response) => {
  const handled = request.url?.startsWith('/login/') ? logIn(request, response) : answer(request, response);
  handled.catch((error: unknown) => {
    console.error(new Date().toISOString(), request.method, request.url?.split('?')[0], error);
    response.destroy();
  });
});
server.listen(Number(new URL(issuer).port), 'localhost');
process.on('SIGTERM', () => {
  setTimeout(() => process.exit(0), STOP_TIMEOUT_MS).unref();
  server.close();
  server.closeAllConnections();
});
