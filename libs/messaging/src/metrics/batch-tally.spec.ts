import { tallyByTenant } from './batch-tally.ts';

const NOW = Date.parse('2026-11-20T08:00:01.000Z');

const anEvent = (tenantId: string, ageMs: number, status: 'processed' | 'dead_lettered' = 'processed') => ({
  eventId: '',
  eventTime: new Date(NOW - ageMs),
  tenantId,
  exceptionId: '',
  firstSequence: null,
  lastSequence: null,
  status,
  processedAt: new Date(NOW),
});
const aLetter = (tenantId: string) => ({ tenantId }) as Parameters<typeof tallyByTenant>[0]['deadLetters'][number];

it('counts each tenant’s events, and how old they were', () => {
  const processed = [anEvent('A', 40), anEvent('B', 1_000), anEvent('A', 60)];

  const tallies = tallyByTenant({ processed, amended: [], waiting: [], deadLetters: [] }, NOW);

  expect(tallies.get('A')).toMatchObject({ processed: 2, deadLettered: 0, durations: { sumMs: 100, maxMs: 60 } });
  expect(tallies.get('B')).toMatchObject({ processed: 1, durations: { maxMs: 1_000 } });
});

it('counts a dead-lettered event under the tenant of its dead letter, without a duration', () => {
  const processed = [anEvent('NOBODY', 40, 'dead_lettered')];

  const tallies = tallyByTenant(
    { processed, amended: [], waiting: [], deadLetters: [aLetter('_unknown'), aLetter('A')] },
    NOW,
  );

  expect([...tallies.keys()]).toEqual(['_unknown', 'A']);
  expect(tallies.get('_unknown')).toMatchObject({ processed: 0, deadLettered: 1, durations: { count: 0 } });
});
