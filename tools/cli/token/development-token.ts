/** Signs tokens for the local stack with its key pair under `.local/keys`. They are never valid elsewhere. */
import type { Role } from '@sentinai/contracts';
import { SignJWT, importJWK, type JWK } from 'jose';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureDevelopmentKeys } from '../../local-stack/development-keys.ts';
import { DEVELOPMENT_AUDIENCE, developmentIssuer } from '../../local-stack/identity/development-issuer.ts';
import { defaultStateDirectory, prepareStateDirectory } from '../../local-stack/state-directory.ts';

/** Roles and their permissions. */
export const ROLES: Readonly<Record<Role, string>> = {
  viewer: 'reads',
  operator: 'works on exceptions',
  admin: 'configures a tenant',
  super_admin: 'everything, for every tenant unless --tenant names some',
};

export interface DevelopmentClaims {
  subject: string;
  roles: readonly Role[];
  /** Tenant ids, or `*` alone for every tenant (only together with `super_admin`). */
  tenants: readonly string[];
  lifetimeMs: number;
}

/** Signs an ES256 token for the local stack. A missing key pair is created. */
export async function signDevelopmentToken(
  claims: DevelopmentClaims,
  stateDirectory = defaultStateDirectory,
): Promise<string> {
  const key = await signingKey(stateDirectory);
  const issuedAt = Date.now();
  return new SignJWT({ roles: [...claims.roles], tenants: [...claims.tenants] })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: key.kid })
    .setIssuer(developmentIssuer(stateDirectory))
    .setAudience(DEVELOPMENT_AUDIENCE)
    .setSubject(claims.subject)
    .setIssuedAt(new Date(issuedAt))
    .setExpirationTime(new Date(issuedAt + claims.lifetimeMs))
    .sign(await importJWK(key, 'ES256'));
}

async function signingKey(stateDirectory: string): Promise<JWK> {
  const { keys } = prepareStateDirectory(stateDirectory);
  await ensureDevelopmentKeys(keys);
  return JSON.parse(await readFile(join(keys, 'private.jwk.json'), 'utf8')) as JWK;
}
