/** The local stack runs the maintenance job by itself, and the job is a program that says what it did. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestStack, lastLine, repository, runNode, until } from './fixtures/test-stack.ts';

const MAINTAIN = join(repository, 'libs', 'persistence', 'dist', 'maintain.js');

describe('the maintenance job', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.start([]);
  });

  afterAll(() => stack.stop());

  it('runs when the stack has started', async () => {
    const log = join(stack.folder, 'state', 'logs', 'maintenance.log');

    await until('a report is there', 30_000, () => Promise.resolve(existsSync(log)));

    const [, report] = /^\S+ (\{.*\})\n$/.exec(readFileSync(log, 'utf8')) ?? [];
    expect(JSON.parse(report ?? 'null')).toMatchObject({ busy: false, problems: [] });
  });

  it('exits with 1 when something expired cannot be dropped, and says what', async () => {
    await stack.sql('select ensure_partitions(3, 14)');
    await stack.sql(
      `insert into outbox (producer, shard, tenant_id, exception_id, sequence, event_time)
       values ('intake', 1, 'ACME', 'EX-1', 1, now() - interval '3 days')`,
    );

    const { exitCode, stdout } = await runNode([MAINTAIN], {
      DATABASE_URL: stack.stack.databaseUrl,
      EVENT_RETENTION: '2d',
      INBOX_RETENTION: '2d',
    });

    expect(exitCode).toBe(1);
    expect(JSON.parse(lastLine(stdout))).toMatchObject({
      problems: [
        expect.stringMatching(/^exception_event_\d{8} is expired, and holds events that have not been published$/),
      ],
    });
  });
});
