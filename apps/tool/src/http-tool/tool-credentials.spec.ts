import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { resolveCredentials } from './tool-credentials.ts';

let root: string;
const settings = () => ({ secretEnvPrefix: 'TOOL_SECRET_', secretsDirectory: join(root, 'secrets') });

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'tool-credentials-'));
  await mkdir(join(root, 'secrets', '..data'), { recursive: true });
  await mkdir(join(root, 'secrets-of-another'));
  await writeFile(join(root, 'secrets', '..data', 'ledger'), 'ledger-secret\n');
  await writeFile(join(root, 'outside'), 'outside-secret');
  await writeFile(join(root, 'secrets-of-another', 'ledger'), 'another-secret');
  await symlink(join('..data', 'ledger'), join(root, 'secrets', 'ledger'));
  await symlink(join(root, 'outside'), join(root, 'secrets', 'escape'));
});
afterAll(() => rm(root, { recursive: true }));

describe('a file', () => {
  it('in the secrets directory is read, mounted the way Kubernetes mounts it', async () => {
    const { headers } = await resolveCredentials(`bearer file:${root}/secrets/ledger`, settings(), {});

    expect(headers).toEqual({ authorization: 'Bearer ledger-secret' });
  });

  it.each(['secrets/../outside', 'secrets/escape', 'secrets-of-another/ledger', 'secrets', 'secrets/none'])(
    'is refused: %s',
    async (path) => {
      const resolving = resolveCredentials(`bearer file:${root}/${path}`, settings(), {});

      await expect(resolving).rejects.toMatchObject({ errorCode: 'auth_unavailable' });
    },
  );

  it('is refused when no directory is configured', async () => {
    const resolving = resolveCredentials(`file:${root}/secrets/ledger`, { ...settings(), secretsDirectory: null }, {});

    await expect(resolving).rejects.toMatchObject({ errorCode: 'auth_unavailable' });
  });
});

it.each([
  ['a header the client sets itself', 'api-key:idempotency-key env:TOOL_SECRET_A', 'long-enough'],
  ['a header that is none', 'api-key:x:y env:TOOL_SECRET_A', 'long-enough'],
  ['another format', 'digest env:TOOL_SECRET_A', 'long-enough'],
  ['an empty secret', 'env:TOOL_SECRET_A', ''],
  ['a secret that would break the header', 'env:TOOL_SECRET_A', 'abcdefgh\r\nx-admin: 1'],
])('refuses %s, without telling the secret', async (_, authRef, secret) => {
  const resolving = resolveCredentials(authRef, settings(), { TOOL_SECRET_A: secret });

  await expect(resolving).rejects.toMatchObject({
    errorCode: 'auth_unavailable',
    message: expect.not.stringContaining('abcdefgh'),
  });
});
