import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { resolveCredentials } from './tool-credentials.ts';

let root: string;
const settings = () => ({ secretEnvPrefix: 'TOOL_SECRET_', secretsDirectory: join(root, 'secrets') });

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tool-credentials-'));
  await mkdir(join(root, 'secrets', 'ACME', '..data'), { recursive: true });
  await mkdir(join(root, 'secrets', 'OTHER'));
  await writeFile(join(root, 'secrets', 'ACME', '..data', 'ledger'), 'ledger-secret\n');
  await writeFile(join(root, 'outside'), 'outside-secret');
  await writeFile(join(root, 'secrets', 'OTHER', 'ledger'), 'another-secret');
  await symlink(join('..data', 'ledger'), join(root, 'secrets', 'ACME', 'ledger'));
  await symlink(join(root, 'outside'), join(root, 'secrets', 'ACME', 'escape'));
});
afterAll(() => rm(root, { recursive: true }));

describe('a file', () => {
  it("in the tenant's folder is read, mounted the way Kubernetes mounts it", async () => {
    const { headers } = await resolveCredentials(`bearer file:${root}/secrets/ACME/ledger`, 'ACME', settings(), {});

    expect(headers).toEqual({ authorization: 'Bearer ledger-secret' });
  });

  it.each([
    'outside',
    'secrets/ACME/../../outside',
    'secrets/ACME/escape',
    'secrets/OTHER/ledger',
    'secrets/ACME',
    'secrets/ACME/none',
  ])('is refused: %s', async (path) => {
    const resolving = resolveCredentials(`bearer file:${root}/${path}`, 'ACME', settings(), {});

    await expect(resolving).rejects.toMatchObject({ errorCode: 'auth_unavailable' });
  });

  it('is refused when no directory is configured', async () => {
    const resolving = resolveCredentials(
      `file:${root}/secrets/ACME/ledger`,
      'ACME',
      { ...settings(), secretsDirectory: null },
      {},
    );

    await expect(resolving).rejects.toMatchObject({ errorCode: 'auth_unavailable' });
  });
});

it.each([
  ['a header the client sets itself', 'api-key:idempotency-key env:TOOL_SECRET_ACME__A', 'long-enough'],
  ['a header that is none', 'api-key:x:y env:TOOL_SECRET_ACME__A', 'long-enough'],
  ['another format', 'digest env:TOOL_SECRET_ACME__A', 'long-enough'],
  ['an empty secret', 'env:TOOL_SECRET_ACME__A', ''],
  ['a secret that would break the header', 'env:TOOL_SECRET_ACME__A', 'abcdefgh\r\nx-admin: 1'],
])('refuses %s, without telling the secret', async (_, authRef, secret) => {
  const resolving = resolveCredentials(authRef, 'ACME', settings(), { TOOL_SECRET_ACME__A: secret });

  await expect(resolving).rejects.toMatchObject({
    errorCode: 'auth_unavailable',
    message: expect.not.stringContaining('abcdefgh'),
  });
});

describe('a variable', () => {
  const env = { TOOL_SECRET_ACME__KEY: 'of-acme-itself', TOOL_SECRET_A_2D1__KEY: 'of-tenant-a-1' };

  it('of the tenant is read', async () => {
    expect(await resolveCredentials('env:TOOL_SECRET_A_2D1__KEY', 'A-1', settings(), env)).toMatchObject({
      headers: { authorization: 'Bearer of-tenant-a-1' },
    });
  });

  it.each(['A', 'ACM', 'ACME-2', 'A_2D1'])('of another tenant is refused: asked by %s', async (tenantId) => {
    for (const name of Object.keys(env)) {
      await expect(resolveCredentials(`env:${name}`, tenantId, settings(), env)).rejects.toMatchObject({
        errorCode: 'auth_unavailable',
      });
    }
  });
});
