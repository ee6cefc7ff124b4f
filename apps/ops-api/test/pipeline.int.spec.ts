/** The state of the pipeline, the readiness of the service, and its API document. */
import { DurationHistogram } from '@sentinai/domain';
import { type Measurement, MeasurementRepository } from '@sentinai/persistence';
import { anException, store } from './testing/exception.builder.ts';
import { type OpsApi, OTHER_TENANT, startOpsApi, TENANT } from './testing/ops-api.ts';

let api: OpsApi;

beforeAll(async () => {
  api = await startOpsApi();
});

afterAll(() => api.stop());

const NOTHING_TOOK_TIME = { mean: null, p50: null, p95: null, p99: null, max: null };

const NO_STAGES = {
  ingested: 0,
  normalized: 0,
  triaged: 0,
  evaluated: 0,
  playbook: 0,
  awaiting_tool: 0,
  awaiting_approval: 0,
  awaiting_person: 0,
  finished: 0,
};

it('counts nothing for a tenant that has sent nothing', async () => {
  const { status, body } = await api.get(`/ops/pipeline?tenant_id=${TENANT}`);

  expect(status).toBe(200);
  expect(body).toEqual({
    tenant_id: TENANT,
    total: 0,
    total_is_exact: true,
    in_flight: 0,
    in_flight_is_exact: true,
    by_stage: NO_STAGES,
    by_status: { open: 0, analyzing: 0, resolved: 0, escalated: 0 },
    dead_letters: 0,
    dead_letters_is_exact: true,
    window: '5m',
    from: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00.000Z$/),
    as_of: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    workers: ['intake', 'triage', 'policy', 'playbook', 'tool', 'feedback'].map((worker) => ({
      worker,
      processed: 0,
      events_per_second: 0,
      failures: 0,
      retries: 0,
      dead_letters: 0,
      latency_ms: NOTHING_TOOK_TIME,
    })),
    durations: [],
  });
});

it('counts by stage and status, what is in flight and what was set aside', async () => {
  await store(
    api.database,
    anException().with({ eventsInFlight: 1 }).build(),
    anException().with({ stage: 'triaged', eventsInFlight: 2 }).build(),
    anException().with({ stage: 'finished', status: 'resolved' }).build(),
    anException().with({ stage: 'finished', status: 'escalated' }).build(),
    anException().of(OTHER_TENANT).with({ eventsInFlight: 50 }).build(),
  );
  await api.database.asOwner(
    `insert into dead_letter_event (tenant_id, consumer, topic, partition, "offset", headers, error_code, error,
       fingerprint, status, created_at, updated_at)
     select tenant, 'triage', 't', 0, place, '{}', 'x', 'x', 'x', status, now(), now()
     from (values ($1, 1, 'pending'), ($1, 2, 'pending'), ($1, 3, 'done'), ($2, 4, 'pending')) v(tenant, place, status)`,
    [TENANT, OTHER_TENANT],
  );

  expect((await api.get('/ops/pipeline')).body).toMatchObject({
    tenant_id: TENANT,
    total: 4,
    in_flight: 3,
    by_stage: { ...NO_STAGES, ingested: 1, triaged: 1, finished: 2 },
    by_status: { open: 2, analyzing: 0, resolved: 1, escalated: 1 },
    dead_letters: 2,
  });
});

describe('what the workers did', () => {
  const MINUTE_MS = 60_000;
  const ago = (minutes: number): Date => new Date((Math.floor(Date.now() / MINUTE_MS) - minutes) * MINUTE_MS);

  beforeAll(async () => {
    const workers = await api.database.connect('sentinai_triage', { poolSize: 1 });
    const took = (...durations: number[]): DurationHistogram => {
      const histogram = new DurationHistogram();
      for (const ms of durations) histogram.add(ms);
      return histogram;
    };
    const counts = { tenantId: TENANT, kind: 'worker', processed: 30, retried: 2, deadLettered: 1 } as const;
    const rows: Measurement[] = [
      { ...counts, name: 'triage', minute: ago(1), durations: took(10, 10, 10) },
      { ...counts, name: 'triage', minute: ago(30), durations: took(5_000) },
      { ...counts, name: 'policy', minute: ago(180), durations: took(1) },
      { ...counts, name: 'triage', minute: ago(3_000), durations: took(1) },
      { ...counts, kind: 'exception', name: 'ingest_to_feedback', minute: ago(1), durations: took(200) },
      { ...counts, tenantId: OTHER_TENANT, name: 'triage', minute: ago(1), durations: took(9) },
    ];
    await workers.run([TENANT, OTHER_TENANT], (tx) => new MeasurementRepository().add(tx, 'triage-0', rows));
  });

  const processed = async (query: string): Promise<Record<string, number>> => {
    const { body } = await api.get(`/ops/pipeline?tenant_id=${TENANT}${query}`);
    const seen = (body.workers as { worker: string; processed: number }[]).filter((one) => one.processed > 0);
    return Object.fromEntries(seen.map((one) => [one.worker, one.processed]));
  };

  it('is answered for five minutes, an hour and a day', async () => {
    expect(await processed('')).toEqual({ triage: 30 });
    expect(await processed('&window=5m')).toEqual({ triage: 30 });
    expect(await processed('&window=1h')).toEqual({ triage: 60 });
    expect(await processed('&window=24h')).toEqual({ triage: 60, policy: 30 });
    expect((await api.get(`/ops/pipeline?tenant_id=${TENANT}&window=7d`)).status).toBe(400);
  });

  it('says how many, how fast, how long and how often in vain', async () => {
    const { body } = await api.get(`/ops/pipeline?tenant_id=${TENANT}&window=1h`);

    expect(body.workers[1]).toEqual({
      worker: 'triage',
      processed: 60,
      events_per_second: expect.closeTo(60 / 3_600, 2),
      failures: 6,
      retries: 4,
      dead_letters: 2,
      latency_ms: { mean: 1_257.5, p50: 10.375, p95: 5_000, p99: 5_000, max: 5_000 },
    });
    expect(body.durations).toEqual([
      { stage: 'ingest_to_feedback', exceptions: 30, duration_ms: expect.objectContaining({ mean: 200, max: 200 }) },
    ]);
  });
});

it('is ready while the database answers', async () => {
  const response = await api.service.app.inject({ method: 'GET', url: '/readyz' });

  expect(response.statusCode).toBe(200);
  expect(response.json<object>()).toMatchObject({ checks: { database: { status: 'up' } } });
  expect(Object.keys(response.json<{ checks: object }>().checks)).toEqual(['database']);
});
