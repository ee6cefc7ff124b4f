/** The demo that `npm start` loads on its first run. */
import { join } from 'node:path';
import { SERVER_LIMITS } from '../cli/ingest/batch-sender.ts';
import { DEMO_TENANTS, type DemoTenant } from '../demo/demo-tenants.ts';
import { runDemo } from '../demo/demo.ts';
import { seededRandom } from '../demo/tool-server/seeded-random.ts';
import { recordHistory } from './fixtures/record-history.ts';
import type { ReplayResult } from './fixtures/replay-recording.ts';
import { TestStack, runNode, until } from './fixtures/test-stack.ts';

const REPLAY = join(import.meta.dirname, 'fixtures', 'replay-recording.ts');
/** Items of a request. */
const BATCH = SERVER_LIMITS.items;
const EXCEPTIONS = 1_000;

const TENANTS = ['FINANCE_DEMO', 'HEALTH_DEMO', 'ITSM_DEMO'];

describe('the demo', () => {
  let stack: TestStack;

  beforeAll(async () => {
    stack = await TestStack.shared();
  });

  afterAll(() => stack.stop());

  it('pushes a few hundred exceptions of three tenants through the whole pipeline', async () => {
    await runDemo({
      gatewayUrl: stack.stack.gatewayUrl,
      stack: stack.stack.describe(),
      stateDirectory: join(stack.folder, 'state'),
    });

    const tenants = await stack.sql<{ tenant_id: string; exceptions: number; unsettled: number; ended: number }>(
      `select tenant_id, count(*)::integer as exceptions, sum(events_in_flight)::integer as unsettled,
         count(*) filter (where status in ('resolved', 'escalated'))::integer as ended
       from exception where tenant_id = any($1) group by tenant_id order by tenant_id`,
      [TENANTS],
    );
    expect(tenants.map(({ tenant_id }) => tenant_id)).toEqual(TENANTS);
    for (const { exceptions, unsettled, ended } of tenants) {
      expect({ exceptions, unsettled }).toEqual({ exceptions: 100, unsettled: 0 });
      expect(ended).toBeGreaterThan(20);
    }
    expect(await stack.sql('select * from dead_letter_event where tenant_id = any($1)', [TENANTS])).toEqual([]);
    const [calls] = await stack.sql<{ succeeded: number }>(
      `select count(*)::integer as succeeded from tool_execution where status = 'succeeded' and tenant_id = any($1)`,
      [TENANTS],
    );
    expect(calls?.succeeded).toBeGreaterThan(50);
  });

  it('shows the throughput and latency of each worker in the operations API', async () => {
    const path = '/ops/pipeline?tenant_id=FINANCE_DEMO&window=1h';
    const ask = async () => (await stack.request<PipelineAnswer>('FINANCE_DEMO', 'GET', path)).body;
    // Each worker stores its measurements every ten seconds.
    await until('every worker has said what it did', 30_000, async () => {
      const { workers, durations } = await ask();
      return workers.every(({ processed }) => processed > 0) && durations.length > 0;
    });

    const { workers, durations, in_flight } = await ask();

    expect(in_flight).toBe(0);
    expect(workers[0]).toMatchObject({ worker: 'intake', processed: 100, failures: 0 });
    for (const { latency_ms } of workers) expect(latency_ms.p95).toBeGreaterThan(0);
    const whole = durations.find(({ stage }) => stage === 'ingest_to_feedback');
    expect(whole?.exceptions).toBeGreaterThan(20);
  });

  /** Sends later states of the demo's exceptions, and new exceptions, until each tenant has a third of all. */
  const sendMore = async ({ tenantId, scenario }: DemoTenant): Promise<void> => {
    const items = scenario(seededRandom(`history ${tenantId}`), Math.ceil(EXCEPTIONS / TENANTS.length), new Date());
    for (let start = 0; start < items.length; start += BATCH) {
      const body = items.slice(start, start + BATCH);
      const answer = await stack.request(tenantId, 'POST', `/api/exceptions/${tenantId}/batch`, { body });
      expect(answer).toMatchObject({ status: 200 });
    }
  };

  // From here on, there are more exceptions than the demo's.
  it('is decided again by the agents alone, with no database and no Kafka in reach: the same events', async () => {
    for (const tenant of DEMO_TENANTS) await sendMore(tenant);
    for (const tenant of TENANTS) await stack.settled(tenant);
    const recording = stack.file('recording.json', await recordHistory(stack, TENANTS));

    const { exitCode, stdout, stderr } = await runNode([REPLAY, recording]);

    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    const { exceptions, events, differences } = JSON.parse(stdout) as ReplayResult;
    expect(differences).toEqual([]);
    expect(exceptions).toBeGreaterThanOrEqual(EXCEPTIONS);
    expect(events).toBeGreaterThan(5 * EXCEPTIONS);
  });

  it('is decided otherwise where a pack is changed', async () => {
    const { configs, logs } = await recordHistory(stack, ['FINANCE_DEMO']);
    const [config] = configs;
    if (!config) throw new Error('The demo has no packs');
    const lenient = { ...config, domainPack: { ...config.domainPack, severity_rules: [] } };
    const recording = stack.file('changed.json', { configs: [lenient], logs });

    const { stdout } = await runNode([REPLAY, recording]);

    const { differences } = JSON.parse(stdout) as ReplayResult;
    expect(differences.length).toBeGreaterThan(10);
    expect(differences[0]).toMatchObject({
      recorded: { type: 'TriageCompleted' },
      replayed: { type: 'TriageCompleted' },
    });
  });
});

interface PipelineAnswer {
  in_flight: number;
  workers: { worker: string; processed: number; failures: number; latency_ms: { p95: number } }[];
  durations: { stage: string; exceptions: number }[];
}
