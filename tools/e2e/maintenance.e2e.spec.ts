/** The local stack runs the maintenance job by itself, and the job is a program that says what it did. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestStack, lastLine, repository, runNode, until } from './fixtures/test-stack.ts';

/** A playbook that resolves at once. */
const pack = {
  domain: 'Kept',
  exception_types: { BREAK: { default_severity: 'low' } },
  severity_rules: [],
  tools: {},
  playbooks: [
    {
      name: 'Resolve',
      match: { exception_type: 'BREAK' },
      steps: [{ name: 'resolve', action_type: 'set_status', params: { status: 'resolved' } }],
    },
  ],
};

const MAINTAIN = join(repository, 'libs', 'persistence', 'dist', 'maintain.js');

describe('the maintenance job', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.shared();
  });

  afterAll(() => stack.stop());

  it('runs when the stack has started', async () => {
    const log = join(stack.folder, 'state', 'logs', 'maintenance.log');

    await until('a report is there', 30_000, () => Promise.resolve(existsSync(log)));

    const [, report] = /^\S+ (\{.*\})\n$/.exec(readFileSync(log, 'utf8')) ?? [];
    expect(JSON.parse(report ?? 'null')).toMatchObject({ busy: false, problems: [] });
  });

  it("deletes what is finished when its tenant's retention is over, and what of other tenants is kept as long as they say", async () => {
    for (const [tenant, retention_days] of [
      ['SHORT', 5],
      ['LONG', 30],
    ] as const) {
      expect(await stack.importPack(pack, tenant)).toMatchObject({ exitCode: 0 });
      const changed = await stack.request(tenant, 'PATCH', `/api/tenants/${tenant}`, { body: { retention_days } });
      expect(changed).toMatchObject({ status: 200, body: { retention_days } });
      for (const exception_id of ['OLD', 'NEW']) {
        const body = { exception_id, source_system: 'test', exception_type: 'BREAK', raw_payload: {} };
        expect((await stack.request(tenant, 'POST', `/api/exceptions/${tenant}`, { body })).status).toBe(202);
      }
      await stack.settled(tenant);
    }
    // Ten days pass for the old ones.
    await stack.sql(
      `update exception set created_at = created_at - interval '10 days', updated_at = updated_at - interval '10 days'
       where tenant_id in ('SHORT', 'LONG') and exception_id = 'OLD'`,
    );

    const { exitCode, stdout } = await runNode([MAINTAIN], { DATABASE_URL: stack.stack.databaseUrl });

    expect(exitCode).toBe(0);
    expect(JSON.parse(lastLine(stdout))).toMatchObject({ deleted: { exception: 1 }, problems: [] });
    const status = async (tenant: string, id: string) =>
      (await stack.request(tenant, 'GET', `/api/exceptions/${tenant}/${id}`)).status;
    expect([await status('SHORT', 'OLD'), await status('SHORT', 'NEW')]).toEqual([404, 200]);
    expect([await status('LONG', 'OLD'), await status('LONG', 'NEW')]).toEqual([200, 200]);
  });

  it('exits with 1 when something expired cannot be dropped, and says what', async () => {
    await stack.sql('select ensure_partitions(3, 14)');
    // Nobody is to look for the event that the row points at.
    const intake = stack.stack.app('intake');
    intake.pause();
    await stack.sql(
      `insert into outbox (producer, shard, tenant_id, exception_id, sequence, event_time)
       values ('intake', 1, 'ACME', 'EX-1', 1, now() - interval '3 days')`,
    );

    const { exitCode, stdout } = await runNode([MAINTAIN], {
      DATABASE_URL: stack.stack.databaseUrl,
      EVENT_RETENTION: '2d',
      INBOX_RETENTION: '2d',
    });
    await stack.sql(`delete from outbox where tenant_id = 'ACME'`);
    intake.resume();

    expect(exitCode).toBe(1);
    expect(JSON.parse(lastLine(stdout))).toMatchObject({
      problems: [
        expect.stringMatching(/^exception_event_\d{8} has expired, but contains events that have not been published$/),
      ],
    });
  });
});
