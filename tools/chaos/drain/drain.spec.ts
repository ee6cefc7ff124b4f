import { describe, expect, it } from '@jest/globals';
import { drain } from './drain.ts';
import type { InFlight } from './in-flight.ts';

const left = (events: number): InFlight => ({ events, unpublished: 0, stored: 100 - events });

/** Simulates a pipeline with these successive states; it stays in the last one. Null: the state cannot be read. */
const seenAs = (...states: (InFlight | null)[]) => {
  let look = 0;
  return () => {
    const state = states[Math.min(look, states.length - 1)] ?? null;
    look += 1;
    return state === null ? Promise.reject(new Error('the database is away')) : Promise.resolve(state);
  };
};
const patience = { stalledAfterMs: 60, deadlineMs: 5_000, pollMs: 5, reportEveryMs: 0 };

describe('drain', () => {
  it('ends when nothing is in flight any more', async () => {
    const told: number[] = [];
    const report = ({ events }: InFlight) => told.push(events);

    expect(await drain({ ...patience, read: seenAs(left(2), null, left(1), left(0)), report })).toBe('done');

    expect(told).toEqual([2, 2, 1]);
  });

  it('is not done while something is to be published', async () => {
    const read = seenAs({ ...left(0), unpublished: 1 }, left(0));

    expect(await drain({ ...patience, read, report: () => undefined })).toBe('done');
  });

  it('is stalled when there is no progress any more', async () => {
    expect(await drain({ ...patience, read: seenAs(left(2)), report: () => undefined })).toBe('stalled');
  });

  it('is stalled when the database stays away', async () => {
    expect(await drain({ ...patience, read: seenAs(null), report: () => undefined })).toBe('stalled');
  });

  it('is late when it comes on for too long', async () => {
    let events = 1_000_000;
    const read = () => Promise.resolve(left((events -= 1)));

    expect(await drain({ ...patience, deadlineMs: 50, read, report: () => undefined })).toBe('late');
  });
});
