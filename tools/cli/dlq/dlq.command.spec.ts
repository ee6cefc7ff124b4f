import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { run } from './dlq.command.ts';

describe('npm run dlq', () => {
  const databaseUrl = process.env.DATABASE_URL;
  let told: string[];

  beforeEach(() => {
    told = [];
    const tell = (chunk: unknown) => told.push(String(chunk)) > 0;
    jest.spyOn(console, 'error').mockImplementation(tell);
    jest.spyOn(process.stderr, 'write').mockImplementation(tell);
  });

  afterEach(() => {
    jest.restoreAllMocks();
    if (databaseUrl === undefined) delete process.env.DATABASE_URL;
    else process.env.DATABASE_URL = databaseUrl;
  });

  it.each([
    ['an invalid id', ['show', '../x'], 'Give the id'],
    ['an unknown status', ['list', '--status', 'lost'], 'Allowed choices'],
    ['a retry of closed entries', ['retry', '--all', '--status', 'succeeded'], 'Allowed choices'],
    ['a retry without a selection', ['retry'], 'say which'],
    ['a retry of ids and --all', ['retry', '7', '--all'], 'say which'],
    ['an invalid tenant id', ['list', '--tenant', '../x'], 'Give up to 64 letters'],
    ['a rate of nothing', ['retry', '7', '--rate', '0'], 'whole number from 1'],
    ['no reason', ['discard', '7'], '--reason'],
    ['an empty reason', ['discard', '7', '--reason', ' '], 'Give a reason'],
    ['an unknown command', ['resend'], 'unknown command'],
  ])('fails for %s', async (_, args, message) => {
    expect(await run(args)).toBe(1);
    expect(told.join('\n')).toContain(message);
  });

  it('reports an unreachable database', async () => {
    process.env.DATABASE_URL = 'postgres://sentinai_governance:secret@127.0.0.1:1/sentinai';

    expect(await run(['list'])).toBe(1);
    expect(told.join('\n')).toMatch(/the database cannot be reached/);
    expect(told.join('\n')).not.toContain('secret');
  });
});
