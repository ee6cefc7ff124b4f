import { describe, expect, it } from '@jest/globals';
import { readChaosOptions } from './chaos-options.ts';

describe('readChaosOptions', () => {
  it('defaults to 20 disturbances and a random seed', () => {
    const options = readChaosOptions([]);

    expect(options?.kills).toBe(20);
    expect(options?.seed).toBeLessThan(1_000_000);
  });

  it('takes what it is given', () => {
    expect(readChaosOptions(['--kills', '100', '--seed', '1'])).toEqual({ kills: 100, seed: 1 });
  });

  it('returns nothing for --help', () => {
    expect(readChaosOptions(['--help'])).toBeUndefined();
  });

  it.each([['--kills', 'x'], ['--kills', '-1'], ['--seed', '1.5'], ['--seconds', '5'], ['more']])(
    'refuses %s %s',
    (...args) => {
      expect(() => readChaosOptions(args)).toThrow();
    },
  );
});
