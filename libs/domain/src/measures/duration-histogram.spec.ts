import { BUCKET_COUNT, DurationHistogram, QUANTILE_ERROR, bucketLimitMs, bucketOf } from './duration-histogram.ts';

const histogramOf = (durations: readonly number[]): DurationHistogram => {
  const histogram = new DurationHistogram();
  for (const ms of durations) histogram.add(ms);
  return histogram;
};

/** The smallest duration that a share `q` of all does not exceed. */
const trueQuantile = (durations: readonly number[], q: number): number =>
  [...durations].sort((a, b) => a - b)[Math.max(1, Math.ceil(durations.length * q)) - 1] ?? NaN;

/** The same spread of numbers between 0 and 1 in each run. */
const spread = (length: number): number[] => Array.from({ length }, (_, n) => ((n * 7919) % 10_007) / 10_007);

describe('the buckets', () => {
  it('follow one another without a gap: a limit belongs to its own bucket, what is above it to the next', () => {
    for (let bucket = 0; bucket < BUCKET_COUNT - 1; bucket += 1) {
      expect(bucketOf(bucketLimitMs(bucket) * 0.999_999)).toBe(bucket);
      expect(bucketOf(bucketLimitMs(bucket) * 1.000_001)).toBe(bucket + 1);
    }
    expect([1, 2, 1_024].map(bucketOf)).toEqual([0, 4, 40]);
  });

  it.each([
    ['a clock that runs behind', -5, 0],
    ['nothing', 0, 0],
    ['no number', NaN, 0],
    ['a year', 365 * 86_400_000, BUCKET_COUNT - 1],
    ['for ever', Infinity, BUCKET_COUNT - 1],
  ])('have a place for %s', (_what, ms, bucket) => {
    expect(bucketOf(ms)).toBe(bucket);
  });
});

describe('a quantile', () => {
  const shapes: [string, number[]][] = [
    ['even', spread(5_000).map((x) => 1 + x * 1_000)],
    ['long-tailed', spread(5_000).map((x) => 2 * (1 - x) ** -2)],
    ['of two peaks', spread(5_000).map((x) => (x < 0.9 ? 5 + x : 30_000 + x))],
    ['all the same', spread(100).map(() => 37)],
    ['a single one', [86_400_000]],
  ];

  it.each(shapes)('is off by no more than the stated share of it: %s', (_shape, durations) => {
    const histogram = histogramOf(durations);
    for (const q of [0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1]) {
      const truth = trueQuantile(durations, q);
      const error = Math.abs((histogram.quantile(q) ?? NaN) - truth) / truth;
      expect(error).toBeLessThanOrEqual(QUANTILE_ERROR + 1e-9);
    }
  });

  it('is off by no more than half a millisecond below one', () => {
    const durations = spread(1_000);
    expect(Math.abs((histogramOf(durations).quantile(0.5) ?? NaN) - trueQuantile(durations, 0.5))).toBeLessThan(0.5);
  });

  it('is never longer than the longest, nor endless', () => {
    expect(histogramOf([95]).quantile(0.99)).toBe(95);
    expect(histogramOf([0]).quantile(0.99)).toBe(0);
    expect(histogramOf([1, 1e12]).quantile(1)).toBe(1e12);
  });

  it('of nothing is none', () => {
    expect(new DurationHistogram().quantile(0.5)).toBeNull();
  });
});

describe('merging', () => {
  const all = spread(3_000).map((x) => x * 10_000);
  const parts = [all.slice(0, 7), all.slice(7, 1_500), all.slice(1_500)].map(histogramOf);

  it('gives what counting all in one place would have given, in any order', () => {
    const [a, b, c] = parts as [DurationHistogram, DurationHistogram, DurationHistogram];
    const whole = histogramOf(all);

    for (const merged of [DurationHistogram.of(a, b, c), DurationHistogram.of(c, DurationHistogram.of(b, a))]) {
      expect(merged.buckets).toEqual(whole.buckets);
      expect([merged.count, merged.maxMs]).toEqual([3_000, whole.maxMs]);
      expect(merged.sumMs).toBeCloseTo(whole.sumMs, 3);
    }
  });

  it('leaves the parts as they were', () => {
    const part = histogramOf([5]);
    DurationHistogram.of(part, histogramOf([500]));

    expect(part).toMatchObject({ count: 1, sumMs: 5, maxMs: 5 });
  });
});
