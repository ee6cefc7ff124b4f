/** The command on a real PostgreSQL, under its role; the test is the process that hosts the observer. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@sentinai/persistence/testing';
import { runScript } from '../testing/run-script.ts';

describe('npm run observers', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  const run = (...args: string[]) =>
    runScript('observers.mjs', args, { env: { DATABASE_URL: database.urlFor('sentinai_governance') } });
  const announce = (name: string) =>
    database.asOwner(
      `insert into observer (name, consumes, lag, seen_at) values ($1, '{ExceptionNormalized}', 3, now())
       on conflict (name) do update set seen_at = now()`,
      [name],
    );

  it('knows no observer before a process has hosted one', async () => {
    expect(await run('rebuild', 'search')).toMatchObject({
      exitCode: 1,
      stderr: 'error: no process has ever hosted an observer here\n',
    });
  });

  it('names the known observers when it does not know one', async () => {
    await announce('audit');
    await announce('search');

    expect(await run('rebuild', 'serach')).toMatchObject({
      exitCode: 1,
      stderr: 'error: there is no observer "serach"; known are: audit, search\n',
    });
  });

  it('requests a rebuild, one at a time, shows it and cancels it', async () => {
    const requested = await run('rebuild', 'search', '--from', '2026-11-01', '--no-wait', '--as', 'ann');
    expect(JSON.parse(requested.stdout)).toMatchObject({ observer: 'search', state: 'requested' });
    expect(await database.asOwner('select observer, from_time, state, requested_by from observer_rebuild')).toEqual([
      { observer: 'search', from_time: new Date('2026-11-01T00:00:00Z'), state: 'requested', requested_by: 'ann' },
    ]);

    expect(await run('rebuild', 'search')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('search is being rebuilt already'),
    });
    expect((await run('status', 'search')).stdout).toContain('requested');
    expect(JSON.parse((await run('list', '--json')).stdout)).toMatchObject([
      { name: 'audit', lag: 3, rebuild: null },
      { name: 'search', rebuild: { state: 'requested', from: '2026-11-01T00:00:00.000Z' } },
    ]);
    expect(await run('cancel', 'search')).toMatchObject({ exitCode: 0 });
    expect(await run('cancel', 'search')).toMatchObject({
      exitCode: 1,
      stderr: 'error: search is not being rebuilt\n',
    });
  });

  it('waits for the end', async () => {
    await announce('audit');
    const waiting = run('rebuild', 'audit');
    let id: string | undefined;
    while (!id) {
      const [row] = await database.asOwner<{ id: string }>(`select id from observer_rebuild where observer = 'audit'`);
      id = row?.id;
    }
    await database.asOwner(
      `update observer_rebuild set state = 'completed', events_done = 42, ended_at = now() where id = $1`,
      [id],
    );

    const { exitCode, stdout } = await waiting;

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ observer: 'audit', state: 'completed', events_done: 42 });
  });

  it('says when no process is there to do it', async () => {
    await database.asOwner(`update observer set seen_at = now() - interval '5 minutes' where name = 'audit'`);

    expect(await run('rebuild', 'audit')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('no process hosts audit (silent for 5 min'),
    });
  });
});
