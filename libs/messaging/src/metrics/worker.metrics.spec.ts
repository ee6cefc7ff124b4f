import { DurationHistogram } from '@sentinai/domain';
import { Metrics } from '@sentinai/service-kit';
import { WorkerMetrics } from './worker.metrics.ts';

async function exposed(use: (metrics: WorkerMetrics) => void): Promise<string[]> {
  const registry = new Metrics('triage');
  use(new WorkerMetrics(registry, 'triage'));
  const { text } = await registry.expose();
  const withoutNames = (line: string) => line.replaceAll(/,?(?:service|agent)="triage"/g, '').replace('{,', '{');
  return text.split('\n').map((line) => withoutNames(line).replace('{}', ''));
}

it('counts events by result, and takes the measures of a batch once', async () => {
  const lines = await exposed((metrics) => {
    metrics.handled(12, 0.25, { processed: 7, duplicates: 3, deadLetters: 2, retried: 0, parked: 0, emitted: 9 });
    metrics.committed({ decideMs: 5, transactionMs: 45, publishMs: 20 });
    metrics.failed();
    metrics.lagging(1_234, 5);
  });

  expect(lines).toEqual(
    expect.arrayContaining([
      'sentinai_events_consumed_total{result="processed"} 7',
      'sentinai_events_consumed_total{result="duplicate"} 3',
      'sentinai_events_consumed_total{result="dead_lettered"} 2',
      'sentinai_events_emitted_total 9',
      'sentinai_batch_failures_total 1',
      'sentinai_batch_events_sum 12',
      'sentinai_batch_duration_seconds_sum 0.25',
      'sentinai_batch_decide_seconds_sum 0.005',
      'sentinai_batch_database_seconds_sum 0.04',
      'sentinai_batch_publish_seconds_sum 0.02',
      'sentinai_consumer_lag_events 1234',
      'sentinai_consumer_age_seconds 5',
    ]),
  );
});

it('exposes latencies up to each power of two, all of them at the end', async () => {
  const latencies = new DurationHistogram();
  for (const ms of [0, 1, 2, 3, 64, 65, 5_000_000]) latencies.add(ms);

  const lines = await exposed((metrics) => metrics.latencies(latencies));
  const upTo = (bound: string) =>
    lines.find((line) => line.startsWith(`sentinai_event_latency_seconds_bucket{le="${bound}"}`))?.split(' ')[1];

  expect(['0.001', '0.002', '0.004', '0.064', '0.128', '1048.576', '+Inf'].map(upTo)).toEqual(
    '2 3 4 5 6 6 7'.split(' '),
  );
  expect(lines).toContain('sentinai_event_latency_seconds_sum 5000.135');
});

it('reports an unknown lag', async () => {
  expect(await exposed((metrics) => metrics.lagging(undefined, undefined))).toContain(
    'sentinai_consumer_lag_events Nan',
  );
});

it('tells the agents of one process apart', async () => {
  const registry = new Metrics('pipeline');
  const [triage, policy] = ['triage', 'policy'].map((agent) => new WorkerMetrics(registry, agent));
  triage?.lagging(3, 0);
  policy?.lagging(4, 0);
  const { text } = await registry.expose();

  expect(text).toContain('sentinai_consumer_lag_events{agent="triage",service="pipeline"} 3');
  expect(text).toContain('sentinai_consumer_lag_events{agent="policy",service="pipeline"} 4');
  expect(text.match(/^# TYPE sentinai_event_latency_seconds histogram$/gm)).toHaveLength(1);
  expect(text).toContain('sentinai_event_latency_seconds_count{agent="policy",service="pipeline"} 0');
});
