/**
 * `kill -9` of each worker in the middle of an ingest. The final database must be the same as without the kill: no event lost or
 * doubled, and one effect per tool call.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from '../local-stack/stack.ts';
import { incidentsCsv } from './fixtures/incidents.ts';
import { quickSlaPack, serviceDeskPack } from './fixtures/packs.ts';
import { TestStack, lastLine, until } from './fixtures/test-stack.ts';

/** Number of incidents; the more, the later each worker is killed. */
const INCIDENTS = Number(process.env.CRASH_INCIDENTS ?? 60);
const WORKERS = ['intake', 'triage', 'policy', 'playbook', 'tool', 'feedback'];
/** Workers killed at once in an ingest: no two are adjacent in the pipeline, so both are in the middle of their work. */
const KILLED_TOGETHER =
  process.env.CRASH_INCIDENTS === undefined
    ? [
        ['intake', 'playbook'],
        ['triage', 'tool'],
        ['policy', 'feedback'],
      ]
    : WORKERS.map((name) => [name]);
/** The shortest session timeout that Kafka allows for detecting a killed worker. */
const QUICKLY_MISSED = { KAFKA_SESSION_TIMEOUT: '6s' };
/** Parts of a payload that are measured or newly generated in each run. */
const VOLATILE = new Set([
  'playbook_id',
  'execution_id',
  'attempts',
  'duration_ms',
  'stage_durations_ms',
  'total_ms',
  'human_touches',
  'playbook',
  'output',
  'result',
  'reasons',
  'http_status',
]);

const stable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(stable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !VOLATILE.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, stable(entry)]),
  );
};

describe('a worker killed in the middle of an ingest', () => {
  let stack: TestStack<Stack>;
  let file: string;
  let undisturbed: Awaited<ReturnType<typeof finalState>>;

  beforeAll(async () => {
    const settings = Object.fromEntries(WORKERS.map((name) => [name, QUICKLY_MISSED]));
    stack = await TestStack.start([...WORKERS, 'sla-monitor'], settings);
    file = stack.file('incidents.csv', incidentsCsv(INCIDENTS));
    await ingestInto('K-nobody');
    undisturbed = await finalState('K-nobody');
  });

  afterAll(() => stack.stop());

  async function ingestInto(tenant: string, meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    expect(await stack.importPack(serviceDeskPack, tenant)).toMatchObject({ exitCode: 0 });
    // small batches: the ingest takes long enough to be interrupted
    const ingesting = stack.ingest(tenant, file, 'servicenow', ['--batch-size', '20', '--no-wait']);
    await meanwhile();
    const { exitCode, stdout, stderr } = await ingesting;
    // With what it said, for whoever looks at a failure.
    expect({ exitCode, output: exitCode === 0 ? '' : stdout + stderr }).toEqual({ exitCode: 0, output: '' });
    expect(JSON.parse(lastLine(stdout))).toMatchObject({ rejected: 0 });
    await stack.settled(tenant);
  }

  async function finalState(tenant: string) {
    const exceptions = await stack.sql(
      `select exception_id, type, severity, status, stage, source_status, entity, title, owner, sla_deadline, resolved_at,
         event_count, events_in_flight, playbook_run->>'status' as playbook,
         (select jsonb_agg(step->>'status') from jsonb_array_elements(playbook_run->'steps') step) as steps
       from exception where tenant_id = $1 order by exception_id`,
      [tenant],
    );
    const events = await stack.sql<{ exception_id: string; event_type: string; actor_id: string; payload: unknown }>(
      'select exception_id, event_type, actor_id, payload from exception_event where tenant_id = $1',
      [tenant],
    );
    const told = events
      .map(
        ({ exception_id, event_type, payload }) => `${exception_id} ${event_type} ${JSON.stringify(stable(payload))}`,
      )
      .sort();
    return { exceptions, events: told };
  }

  async function expectWholeTimelines(tenant: string): Promise<void> {
    const broken = await stack.sql(
      `select e.exception_id, e.event_count, count(*) from exception e join exception_event v using (tenant_id, exception_id)
       where e.tenant_id = $1 group by e.exception_id, e.event_count
       having count(*) <> e.event_count or count(distinct v.sequence) <> e.event_count or max(v.sequence) <> e.event_count`,
      [tenant],
    );
    expect(broken).toEqual([]);
    expect(await stack.sql('select * from outbox where tenant_id = $1', [tenant])).toEqual([]);
    expect(await stack.sql('select * from dead_letter_event where tenant_id = $1', [tenant])).toEqual([]);
  }

  it.each(KILLED_TOGETHER.map((names) => ({ names })))(
    'leaves the same final database when $names are killed',
    async ({ names }) => {
      const workers = names.map((name) => ({ worker: stack.stack.app(name), before: stack.stack.app(name).pid }));
      const tenant = `K-${names.join('-')}`;

      await ingestInto(tenant, async () => {
        await until('the ingest is under way', 30_000, async () => {
          const [row] = await stack.sql<{ count: number }>(
            'select count(*)::integer as count from exception_event where tenant_id = $1',
            [tenant],
          );
          return (row?.count ?? 0) > 60;
        });
        for (const { worker } of workers) worker.kill('SIGKILL');
        await until(`${names.join(' and ')} have died`, 10_000, () =>
          Promise.resolve(workers.every(({ worker, before }) => worker.pid !== before)),
        );
      });
      await Promise.all(workers.map(({ worker }) => worker.waitReady()));

      for (const { worker, before } of workers) expect(worker.pid).not.toBe(before);
      await expectWholeTimelines(tenant);
      const state = await finalState(tenant);
      expect(state.exceptions).toEqual(undisturbed.exceptions);
      expect(state.events).toEqual(undisturbed.events);
    },
  );

  it('leaves the same final database when intake is killed before it could publish', async () => {
    const kafka = stack.stack.kafka;
    if (!kafka) throw new Error('This test needs a Kafka of its own');
    const tenant = 'K-outbox';
    expect(await stack.importPack(serviceDeskPack, tenant)).toMatchObject({ exitCode: 0 });
    kafka.pause();
    const ingesting = stack.ingest(tenant, file, 'servicenow', ['--no-wait']);
    await until(
      'everything is stored',
      30_000,
      async () => (await stack.sql('select * from outbox where tenant_id = $1', [tenant])).length > 100,
    );
    stack.stack.app('intake').kill('SIGKILL');
    kafka.resume();
    const { exitCode } = await ingesting;

    expect(exitCode).toBe(0);
    await stack.settled(tenant);
    await expectWholeTimelines(tenant);
    expect((await finalState(tenant)).exceptions).toEqual(undisturbed.exceptions);
  });

  it('has one effect per tool call', async () => {
    const ledger = (await (await fetch(`${stack.stack.demoToolsUrl}/_ledger`)).json()) as {
      keys: number;
      conflicts: number;
      without_key: number;
      effects_by_tool: Record<string, number>;
    };
    const [executed] = await stack.sql<{ asked: number; succeeded: number }>(
      `select count(*)::integer as asked, count(*) filter (where status = 'succeeded')::integer as succeeded from tool_execution`,
    );

    expect(ledger).toMatchObject({ keys: executed?.asked, conflicts: 0, without_key: 0 });
    expect(ledger.effects_by_tool['itsm.page-on-call']).toBe(executed?.succeeded);
  });

  it('warns of an SLA once for each exception, though sla-monitor is killed again and again', async () => {
    const tenant = 'K-sla';
    expect(await stack.importPack(quickSlaPack, tenant)).toMatchObject({ exitCode: 0 });
    const items = Array.from({ length: 200 }, (_, index) => ({
      exception_id: `Q-${index}`,
      source_system: 'test',
      exception_type: index % 4 === 0 ? 'LATER' : 'SOON',
      raw_payload: { index },
    }));
    expect(await stack.request(tenant, 'POST', `/api/exceptions/${tenant}/batch`, { body: items })).toMatchObject({
      status: 200,
    });
    const monitor = stack.stack.app('sla-monitor');

    for (let round = 0; round < 3; round += 1) {
      await delay(1_500);
      monitor.kill('SIGKILL');
      await delay(200);
    }
    await monitor.waitReady();
    const count = async (type: string) =>
      await stack.sql<{ exception_id: string }>(
        'select exception_id from exception_event where tenant_id = $1 and event_type = $2',
        [tenant, type],
      );
    await until('every deadline is noticed', 60_000, async () => (await count('SLAExpired')).length >= 150);
    await stack.settled(tenant);
    await delay(2_500);

    for (const type of ['SLAImminent', 'SLAExpired']) {
      const warned = (await count(type)).map(({ exception_id }) => exception_id);
      expect(warned).toHaveLength(150);
      expect(new Set(warned).size).toBe(150);
    }
    expect(await count('ExceptionEscalated')).toHaveLength(150);
    await expectWholeTimelines(tenant);
  });
});
