import { backoff, createRetryPolicy } from './retry-policy.ts';

const SETTINGS = { firstDelayMs: 1_000, longestDelayMs: 300_000 };
const ALMOST_ONE = 1 - Number.EPSILON;

describe('the wait after a failed attempt', () => {
  it.each([
    [1, 500, 1_000],
    [2, 1_000, 2_000],
    [4, 4_000, 8_000],
    [9, 128_000, 256_000],
    [10, 150_000, 300_000],
    [5_000, 150_000, 300_000],
  ])('%i is between %i and %i ms', (attempt, shortest, longest) => {
    expect(backoff(attempt, SETTINGS, 0)).toBe(shortest);
    expect(backoff(attempt, SETTINGS, ALMOST_ONE)).toBe(longest);
  });

  it('is no longer than the longest, even when that is shorter than the first', () => {
    expect(backoff(1, { firstDelayMs: 1_000, longestDelayMs: 10 }, ALMOST_ONE)).toBe(10);
  });
});

it('draws a new number for each wait', () => {
  const draws = [0, 0.5];
  const policy = createRetryPolicy({ ...SETTINGS, maxAttempts: 3 }, () => draws.shift() ?? 0);

  expect(policy.maxAttempts).toBe(3);
  expect([policy.delayMs(1), policy.delayMs(1)]).toEqual([500, 750]);
});
