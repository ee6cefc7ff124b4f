import { STAGES } from '@sentinai/contracts';
import { toPipelineState } from './pipeline.convert.ts';

const asOf = new Date('2026-11-20T08:00:00Z');

it('has a zero for every stage and status that nothing is in', () => {
  const state = toPipelineState({ tenantId: 'T', counts: [], deadLetters: 0, asOf });

  expect(Object.keys(state.by_stage)).toEqual([...STAGES]);
  expect([...Object.values(state.by_stage), ...Object.values(state.by_status), state.total]).not.toContain(1);
});

it('adds up the combinations', () => {
  const counts = [
    { stage: 'finished', status: 'resolved', exceptions: 3, eventsInFlight: 1 },
    { stage: 'finished', status: 'escalated', exceptions: 2, eventsInFlight: 0 },
    { stage: 'triaged', status: 'escalated', exceptions: 1, eventsInFlight: 4 },
  ] as const;

  expect(toPipelineState({ tenantId: 'T', counts, deadLetters: 7, asOf })).toMatchObject({
    total: 6,
    in_flight: 5,
    by_stage: { finished: 5, triaged: 1 },
    by_status: { resolved: 3, escalated: 3 },
    dead_letters: 7,
  });
});
