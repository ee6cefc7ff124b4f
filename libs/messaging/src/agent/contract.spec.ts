import { ExceptionNormalized, TriageCompleted, TriageRequested } from '@sentinai/contracts';
import { disagreements } from './contract.ts';

it('agrees when the agent consumes exactly the events of the contracts', () => {
  expect(disagreements({ name: 'triage', consumes: [ExceptionNormalized, TriageRequested] })).toEqual([]);
});

it('names everything that is wrong at once', () => {
  expect(disagreements({ name: 'triage', consumes: [TriageCompleted, TriageCompleted] })).toEqual([
    'consumes TriageCompleted twice',
    'does not consume ExceptionNormalized',
    'does not consume TriageRequested',
    'consumes TriageCompleted, whose contract does not list it as a consumer',
    'consumes TriageCompleted, whose contract does not list it as a consumer',
  ]);
});

it('finds an agent that forgot an event', () => {
  expect(disagreements({ name: 'feedback', consumes: [] })).toEqual([
    'does not consume ExceptionEscalated',
    'does not consume ExceptionResolved',
  ]);
});
