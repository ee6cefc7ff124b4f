import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript } from '../testing/run-script.ts';
import { signDevelopmentToken } from './development-token.ts';

describe('signDevelopmentToken', () => {
  let stateDirectory: string;

  beforeAll(() => {
    stateDirectory = mkdtempSync(join(tmpdir(), 'token-'));
  });

  afterAll(() => rmSync(stateDirectory, { recursive: true }));

  it('signs what the published keys verify', async () => {
    const token = await signDevelopmentToken(
      { subject: 'ann@example.org', roles: ['admin'], tenants: ['acme', 'globex'], lifetimeMs: 60_000 },
      stateDirectory,
    );

    const publicKeys = JSON.parse(readFileSync(join(stateDirectory, 'keys/jwks.json'), 'utf8'));
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(publicKeys), {
      issuer: 'http://localhost:8090',
      audience: 'sentinai',
    });
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload).toMatchObject({ sub: 'ann@example.org', roles: ['admin'], tenants: ['acme', 'globex'] });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  });
});

describe('npm run token', () => {
  const claimsOf = (token: string): unknown =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

  it('prints a token and nothing else', async () => {
    const { exitCode, stdout, stderr } = await runScript('token.mjs', [
      '--tenant',
      'T',
      '--tenant',
      'U',
      '--role',
      'operator',
    ]);
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(claimsOf(stdout)).toMatchObject({
      sub: 'operator@sentinai.local',
      roles: ['operator'],
      tenants: ['T', 'U'],
    });
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('gives a super_admin every tenant unless some are named', async () => {
    const all = await runScript('token.mjs', ['--role', 'super_admin']);
    expect(claimsOf(all.stdout)).toMatchObject({ tenants: ['*'] });
    const one = await runScript('token.mjs', ['--role', 'super_admin', '--tenant', 'T']);
    expect(claimsOf(one.stdout)).toMatchObject({ tenants: ['T'] });
  });

  it.each([
    ['an unknown role', ['--tenant', 'T', '--role', 'boss'], 'viewer, operator, admin, super_admin'],
    ['no role', ['--tenant', 'T'], '--role'],
    ['no tenant', ['--role', 'admin'], '--tenant is required'],
    ['every tenant for an admin', ['--role', 'admin', '--tenant', '*'], 'super_admin only'],
    ['a lifetime without a unit', ['--role', 'admin', '--tenant', 'T', '--expires', '12'], 'as in 90s or 12h'],
  ])('fails for %s', async (_, args, message) => {
    const { exitCode, stdout, stderr } = await runScript('token.mjs', args);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(1);
  });
});
