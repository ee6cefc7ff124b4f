import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';

describe('readOptions', () => {
  it('measures a minute in a closed loop unless told otherwise', () => {
    expect(readOptions([])).toMatchObject({ seconds: 60, warmupSeconds: 15, rate: null, half: true, limit: true });
  });

  it('takes numbers with separators', () => {
    expect(readOptions(['--prefill', '10_000_000'])).toMatchObject({ prefill: 10_000_000 });
  });

  it.each([['--seconds', '0'], ['--rate', 'fast'], ['--faster']])('refuses %s %s', (...args) => {
    expect(() => readOptions(args)).toThrow();
  });

  it('leaves out what is negated', () => {
    expect(readOptions(['--no-half', '--no-limit'])).toMatchObject({ half: false, limit: false });
  });

  it('answers nothing when help is wanted', () => {
    expect(readOptions(['--help'])).toBeUndefined();
  });
});
