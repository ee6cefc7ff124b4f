import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { presentApps } from './app-environment.ts';
import { loadSecrets } from './secrets.ts';

describe('the secrets', () => {
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'sentinai-secrets-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('have a password for the role of every app', () => {
    const { rolePasswords } = loadSecrets(join(directory, 'secrets.json'));

    const roles = presentApps().map(({ name }) => `sentinai_${name.replaceAll('-', '_')}`);
    expect(roles.length).toBeGreaterThan(8);
    expect(Object.keys(rolePasswords)).toEqual(expect.arrayContaining(roles));
  });

  it('stay the same, and only their owner can read them', () => {
    const file = join(directory, 'secrets.json');
    const first = loadSecrets(file);

    expect(loadSecrets(file)).toEqual(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
