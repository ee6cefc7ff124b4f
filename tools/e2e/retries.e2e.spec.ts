/** Transient failures are retried until they succeed; permanent failures are kept and can be retried by hand. */
import { randomUUID } from 'node:crypto';
import { Kafka, type Producer, logLevel } from 'kafkajs';
import { OutsideWorld } from './fixtures/outside-world.ts';
import { TestStack, lastLine, until } from './fixtures/test-stack.ts';

const OUTAGE_TENANT = 'R-outage';
const SLOW_TENANT = 'R-slow';
const QUICK_TENANT = 'R-quick';

const STEADY = 'http://demo-tools/itsm/pages?behaviour=steady';

/** One type needs a tool, the other does not. */
const packWith = (endpoint: string, timeoutMs: number) => ({
  domain: 'Retries',
  exception_types: { NEEDS_TOOL: { default_severity: 'low' }, NEEDS_NOTHING: { default_severity: 'low' } },
  severity_rules: [],
  tools: {
    page: {
      endpoint,
      effect: 'act',
      timeout_ms: timeoutMs,
      max_attempts: 1,
    },
  },
  playbooks: [
    {
      name: 'With a tool',
      match: { exception_type: 'NEEDS_TOOL' },
      steps: [
        {
          name: 'page',
          action_type: 'call_tool',
          params: { tool: 'page', arguments: { team: 'network', summary: 'About {exception_id}' } },
          on_failure: 'skip',
        },
      ],
    },
    {
      name: 'Without',
      match: { exception_type: 'NEEDS_NOTHING' },
      steps: [{ name: 'note', action_type: 'add_comment', params: { comment: 'Seen' } }],
    },
  ],
});

interface Entry {
  id: string;
  tenant_id: string;
  status: string;
  error_code: string;
  attempts: number;
  resolved_by: string | null;
}

describe('retries', () => {
  let stack: TestStack;
  let producer: Producer;
  let world: OutsideWorld;

  beforeAll(async () => {
    world = await OutsideWorld.start();
    stack = await TestStack.shared();
    const brokers = stack.stack.kafkaBrokers.split(',');
    producer = new Kafka({ brokers, logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
  });

  afterAll(async () => {
    await producer.disconnect();
    await stack.stop();
    await world.stop();
  });

  const dlq = (...args: string[]) =>
    stack.command('dlq', args, {
      DATABASE_URL: stack.roleUrl('sentinai_governance'),
      KAFKA_BROKERS: stack.stack.kafkaBrokers,
    });
  const entries = async (...args: string[]): Promise<Entry[]> =>
    JSON.parse((await dlq('list', '--json', ...args)).stdout) as Entry[];
  const theEntry = async (tenant: string): Promise<Entry> => {
    await until(`a dead letter of ${tenant}`, 30_000, async () => (await entries('--tenant', tenant)).length > 0);
    const [entry] = await entries('--tenant', tenant);
    if (!entry) throw new Error(`No dead letter of ${tenant}`);
    return entry;
  };

  const report = async (exception_type: string, count: number, name: string, tenant = OUTAGE_TENANT): Promise<void> => {
    const body = Array.from({ length: count }, (_, index) => ({
      exception_id: `${name}-${index}`,
      source_system: 'test',
      exception_type,
      raw_payload: { index },
    }));
    const path = `/api/exceptions/${tenant}/batch`;
    expect(await stack.request(tenant, 'POST', path, { body })).toMatchObject({ status: 200 });
  };
  const count = async (sql: string, values: unknown[] = []): Promise<number> =>
    (await stack.sql<{ count: number }>(`select count(*)::integer as count from ${sql}`, values))[0]?.count ?? 0;
  const waiting = (tenant: string) => count('waiting_event where tenant_id = $1', [tenant]);
  const finished = (name: string) =>
    count(`exception where exception_id like $1 and events_in_flight = 0 and stage = 'finished'`, [`${name}-%`]);

  describe('while a tool is slow', () => {
    it("the tools of other tenants are called as ever, and the slow one's answers still count", async () => {
      const release = world.hold('/slow');
      expect(await stack.importPack(packWith(`${world.url}/slow`, 60_000), SLOW_TENANT)).toMatchObject({ exitCode: 0 });
      expect(await stack.importPack(packWith(STEADY, 1_000), QUICK_TENANT)).toMatchObject({ exitCode: 0 });
      await report('NEEDS_TOOL', 40, 'slow', SLOW_TENANT);
      await until('the slow calls are under way', 20_000, async () => world.to('/slow').length === 40);
      await report('NEEDS_TOOL', 40, 'quick', QUICK_TENANT);
      await until('the quick ones are finished', 40_000, async () => (await finished('quick')) === 40);
      expect(await finished('slow')).toBe(0);
      release();

      await stack.settled(SLOW_TENANT, 60_000);
      expect(await finished('slow')).toBe(40);
      expect(await count(`tool_execution where tenant_id = $1 and status = 'succeeded'`, [SLOW_TENANT])).toBe(40);
      expect(await waiting(SLOW_TENANT)).toBe(0);
    });
  });

  describe('while a tool is unavailable', () => {
    const WAITING = 25;
    const toolServer = (): number => {
      const found = stack.stack.describe().processes.find(({ name }) => name === 'demo-tools');
      if (!found) throw new Error('The demo tools are not running');
      return found.pid;
    };

    it('its exceptions wait, others flow, and all are finished when it is back', async () => {
      expect(await stack.importPack(packWith(STEADY, 1_000), OUTAGE_TENANT)).toMatchObject({ exitCode: 0 });
      process.kill(toolServer(), 'SIGSTOP');
      try {
        await report('NEEDS_TOOL', 15, 'opens');
        await until('the first calls have failed', 30_000, async () => (await finished('opens')) >= 10);
        await report('NEEDS_TOOL', WAITING, 'waits');
        await until('calls wait', 20_000, async () => (await waiting(OUTAGE_TENANT)) >= WAITING / 2);
        await report('NEEDS_NOTHING', 20, 'flows');
        await until('the others are finished', 20_000, async () => (await finished('flows')) === 20);
        expect(await finished('waits')).toBeLessThan(WAITING);
      } finally {
        process.kill(toolServer(), 'SIGCONT');
      }

      await stack.settled(OUTAGE_TENANT, 120_000);
      expect(await finished('waits')).toBe(WAITING);
      expect(await waiting(OUTAGE_TENANT)).toBe(0);
      const executions = await stack.sql<{ status: string }>(
        `select distinct status from tool_execution where exception_id like 'waits-%'`,
      );
      expect(executions).toEqual([{ status: 'succeeded' }]);
    });

    it('each attempt is in the timeline, which has no gap', async () => {
      const tried = await count(`exception_event where event_type = 'RetryScheduled' and exception_id like 'waits-%'`);
      const broken = await stack.sql(
        `select e.exception_id from exception e join exception_event v using (tenant_id, exception_id)
         where e.tenant_id = $1 group by e.exception_id, e.event_count
         having count(*) <> e.event_count or count(distinct v.event_id) <> e.event_count`,
        [OUTAGE_TENANT],
      );

      expect(tried).toBeGreaterThanOrEqual(WAITING / 2);
      expect(broken).toEqual([]);
      expect(await entries('--tenant', OUTAGE_TENANT)).toEqual([]);
    });
  });

  describe('`npm run dlq`', () => {
    const ingested = (tenant: string, value: string) => {
      const headers = {
        ce_specversion: '1.0',
        ce_id: randomUUID(),
        ce_type: 'ExceptionIngested',
        ce_source: '/elsewhere',
        ce_time: new Date().toISOString(),
        ce_tenantid: tenant,
        ce_exceptionid: 'EX-1',
      };
      return producer.send({
        topic: 'exceptions.ingested',
        messages: [{ key: `${tenant}:EX-1`, value, headers }],
      });
    };
    const item = {
      domain: 'Retries',
      source_system: 'elsewhere',
      exception_type: 'NEEDS_NOTHING',
      entity: null,
      amount: null,
      title: null,
      occurred_at: '2026-11-20T08:00:00.000Z',
      source_updated_at: null,
      raw_payload: {},
      redacted: [],
    };

    it('shows a malformed record, says that it failed again, and closes it with a reason', async () => {
      const tenant = 'R-malformed';
      expect(await stack.importPack(packWith(STEADY, 1_000), tenant)).toMatchObject({ exitCode: 0 });
      await ingested(tenant, '{"domain": ');
      const { id } = await theEntry(tenant);

      const shown = JSON.parse((await dlq('show', id)).stdout) as Record<string, unknown>;
      expect(shown).toMatchObject({ id, error_code: 'invalid_json', payload: '{"domain": ', payload_encoding: 'utf8' });
      const retried = await dlq('retry', id, '--wait');
      expect(retried).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('1 of 1 failed again') });
      expect(JSON.parse(lastLine(retried.stdout))).toEqual({ retried: 1, succeeded: 0, failed: 1 });
      expect(await entries('--tenant', tenant)).toMatchObject([{ status: 'pending', attempts: 2 }]);

      expect(await dlq('discard', id)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--reason') });
      expect(await dlq('discard', id, '--reason', 'a test', '--as', 'ann')).toMatchObject({ exitCode: 0 });
      expect(await entries('--tenant', tenant)).toMatchObject([{ status: 'discarded', resolved_by: 'ann' }]);
      expect(await dlq('retry', id)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`not open`) });
    });

    const NOBODYS = ['--status', 'pending', '--tenant', '_unknown'];

    it('processes an event that arrived before its tenant', async () => {
      const tenant = 'R-later';
      await ingested(tenant, JSON.stringify(item));
      await until('the dead letter', 30_000, async () => (await entries(...NOBODYS)).length === 1);
      const [entry] = await entries(...NOBODYS);
      expect(entry).toMatchObject({ tenant_id: '_unknown', error_code: 'unknown_tenant' });

      expect(await stack.importPack(packWith(STEADY, 1_000), tenant)).toMatchObject({ exitCode: 0 });
      const retried = await dlq('retry', '--tenant', '_unknown', '--wait', '--as', 'ann');

      expect({ ...retried, stdout: JSON.parse(lastLine(retried.stdout)) as unknown }).toMatchObject({
        exitCode: 0,
        stdout: { retried: 1, succeeded: 1, failed: 0 },
      });
      await stack.settled(tenant);
      expect(await stack.sql('select stage from exception where tenant_id = $1', [tenant])).toEqual([
        { stage: 'finished' },
      ]);
      expect(await entries('--status', 'succeeded', '--tenant', '_unknown')).toMatchObject([
        { id: entry?.id, resolved_by: 'ann' },
      ]);
    });
  });
});
