import { describe, expect, it } from '@jest/globals';
import { trendOf } from './flatness.ts';

const series = (valueAt: (second: number) => number) =>
  Array.from({ length: 60 }, (_, index) => ({ at: index * 2, value: valueAt(index * 2) }));

describe('trendOf', () => {
  it('is flat around a level', () => {
    expect(trendOf(series((second) => 4_000 + (second % 4 === 0 ? 300 : -300)))).toMatchObject({ flat: true });
  });

  it('is not flat when it grows all the time', () => {
    const trend = trendOf(series((second) => 100 * second));

    expect(trend.growth).toBeCloseTo(5_800, 0);
    expect(trend.flat).toBe(false);
  });

  it('does not mind what happened in the first half', () => {
    expect(trendOf(series((second) => Math.min(second, 59) * 1_000))).toMatchObject({ growth: 0, flat: true });
  });

  it('is flat when it shrinks, and when there is nothing', () => {
    expect(trendOf(series((second) => 10_000 - 50 * second)).flat).toBe(true);
    expect(trendOf([])).toEqual({ level: 0, growth: 0, flat: true });
  });
});
