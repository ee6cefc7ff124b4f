import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listingJson, run } from './packs.command.ts';

describe('npm run packs', () => {
  const databaseUrl = process.env.DATABASE_URL;
  let folder: string;
  let told: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'packs-'));
    told = [];
    const tell = (chunk: unknown) => told.push(String(chunk)) > 0;
    jest.spyOn(console, 'error').mockImplementation(tell);
    jest.spyOn(process.stderr, 'write').mockImplementation(tell);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
    if (databaseUrl === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = databaseUrl;
  });

  const packFile = (content: object): string => {
    const file = join(folder, 'pack.json');
    writeFileSync(file, JSON.stringify(content));
    return file;
  };

  it.each([
    ['no file', ['import'], '--file'],
    ['a file that is missing', ['import', '--file', '/no/such/file'], 'cannot be read'],
    ['an invalid tenant id', ['list', '--tenant', '../x'], 'Give up to 64 letters'],
    ['an unknown command', ['export'], 'unknown command'],
    ['a version that is none', ['import', '--file', 'x', '--domain-version', '1.5'], 'Give the number of a version'],
  ])('fails for %s', async (_, args, message) => {
    expect(await run(args)).toBe(1);
    expect(told.join('\n')).toContain(message);
  });

  it('reports an unreachable database', async () => {
    process.env.DATABASE_URL = 'postgres://sentinai_governance:secret@127.0.0.1:1/sentinai';
    expect(await run(['import', '--file', packFile({ domain: 'D' })])).toBe(1);
    expect(told.join('\n')).toMatch(/the database cannot be reached/);
    expect(told.join('\n')).not.toContain('secret');
  });

  it('says when DATABASE_URL is no address, without repeating it', async () => {
    process.env.DATABASE_URL = 'secret';
    expect(await run(['list'])).toBe(1);
    expect(told).toEqual(['error: DATABASE_URL is not a postgres:// URL']);
  });
});

describe('npm run packs -- list --json', () => {
  it('prints what the tables show', () => {
    const active = {
      tenantId: 'acme',
      status: 'active',
      revision: 3,
      domain: 'Payments',
      domainPackVersion: 2,
      policyPackVersion: null,
      playbooks: 8,
      tools: 4,
      activatedBy: 'ann',
    };
    const stored = { domain: 'Payments', tenantId: null, version: 2, newest: new Date(0) };
    const listing = { domains: [stored], active: [active] };

    expect(JSON.parse(listingJson(listing))).toEqual({
      domain_packs: [{ domain: 'Payments', tenant_id: null, version: 2, stored_at: '1970-01-01T00:00:00.000Z' }],
      active: [
        {
          tenant_id: 'acme',
          status: 'active',
          revision: 3,
          domain: 'Payments',
          domain_pack_version: 2,
          policy_pack_version: null,
          playbooks: 8,
          tools: 4,
          activated_by: 'ann',
        },
      ],
    });
  });
});
