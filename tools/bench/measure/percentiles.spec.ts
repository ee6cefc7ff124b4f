import { describe, expect, it } from '@jest/globals';
import { percentilesOf } from './percentiles.ts';

describe('percentilesOf', () => {
  it('takes the nearest rank, whatever the order', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);

    expect(percentilesOf(values)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99 });
  });

  it('of one value is that value', () => {
    expect(percentilesOf([7])).toEqual({ count: 1, p50: 7, p95: 7, p99: 7 });
  });

  it('of nothing is 0', () => {
    expect(percentilesOf([])).toEqual({ count: 0, p50: 0, p95: 0, p99: 0 });
  });
});
