import { STAGES } from '@sentinai/contracts';
import { LOOKED_THROUGH } from '@sentinai/persistence';
import { MOST_DEAD_LETTERS, type PipelineFacts, toPipelineState } from './pipeline.convert.ts';

const aState = (facts: Partial<PipelineFacts>) =>
  toPipelineState({
    tenantId: 'T',
    counts: [],
    inFlight: { count: 0, isExact: true },
    deadLetters: 0,
    window: '5m',
    from: new Date('2026-11-20T07:55:00Z'),
    measured: [],
    asOf: new Date('2026-11-20T08:00:00Z'),
    ...facts,
  });

it('has a zero for every stage and status that nothing is in', () => {
  const state = aState({});

  expect(Object.keys(state.by_stage)).toEqual([...STAGES]);
  expect([...Object.values(state.by_stage), ...Object.values(state.by_status), state.total]).not.toContain(1);
});

it('adds up the combinations', () => {
  const counts = [
    { stage: 'finished', status: 'resolved', exceptions: 3 },
    { stage: 'finished', status: 'escalated', exceptions: 2 },
    { stage: 'triaged', status: 'escalated', exceptions: 1 },
  ] as const;

  expect(aState({ counts, inFlight: { count: 5, isExact: true }, deadLetters: 7 })).toMatchObject({
    total: 6,
    in_flight: 5,
    by_stage: { finished: 5, triaged: 1 },
    by_status: { resolved: 3, escalated: 3 },
    dead_letters: 7,
  });
});

it('says where it has not counted to the end', () => {
  const counts = [{ stage: 'finished', status: 'resolved', exceptions: LOOKED_THROUGH + 1 }] as const;

  expect(
    aState({ counts, inFlight: { count: 20_002, isExact: false }, deadLetters: MOST_DEAD_LETTERS + 1 }),
  ).toMatchObject({
    total: LOOKED_THROUGH,
    total_is_exact: false,
    in_flight: 20_002,
    in_flight_is_exact: false,
    dead_letters: MOST_DEAD_LETTERS,
    dead_letters_is_exact: false,
  });
});

it('gives what was measured per second of the window', () => {
  const durations = { buckets: [600], sumMs: 300, maxMs: 1 };
  const measured = [
    { kind: 'worker', name: 'policy', processed: 600, retried: 3, deadLettered: 4, durations },
    { kind: 'exception', name: 'policy', processed: 600, retried: 0, deadLettered: 0, durations },
  ] as const;

  const state = aState({ measured });

  expect(state.workers.find(({ worker }) => worker === 'policy')).toMatchObject({
    processed: 600,
    events_per_second: 2,
    failures: 7,
    latency_ms: { mean: 0.5, p50: 0.5, p99: 0.5, max: 1 },
  });
  expect(state.durations).toMatchObject([{ stage: 'policy', exceptions: 600 }]);
});
