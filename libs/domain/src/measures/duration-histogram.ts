/**
 * Durations counted in fixed buckets, so that counts from many processes and minutes can be summed and still yield
 * quantiles. Pure.
 *
 * Bucket 0 holds durations of 1 ms or less; bucket `n` holds those above 2^((n-1)/4) and up to 2^(n/4) ms. A quantile
 * is therefore off by at most {@link QUANTILE_ERROR} of its value (half a millisecond below 1 ms). The last bucket is
 * open: it begins at 41 days.
 */

const BUCKETS_PER_DOUBLING = 4;

/** Maximum number of buckets. */
export const BUCKET_COUNT = 128;

/** Largest relative error of a quantile: half a bucket, 2^(1/8) - 1. */
export const QUANTILE_ERROR = 2 ** (1 / (2 * BUCKETS_PER_DOUBLING)) - 1;

/** A histogram as it is stored and summed: plain numbers, durations in milliseconds. */
export interface DurationCounts {
  /** Durations per bucket; empty buckets after the last used one are left out. */
  buckets: readonly number[];
  sumMs: number;
  maxMs: number;
}

/** Returns the bucket of a duration. A negative duration counts as zero: two clocks may disagree. */
export function bucketOf(ms: number): number {
  if (!(ms > 1)) return 0;
  return Math.min(BUCKET_COUNT - 1, Math.ceil(Math.log2(ms) * BUCKETS_PER_DOUBLING));
}

/** Returns the upper limit of a bucket, in milliseconds; infinite for the last one. */
export const bucketLimitMs = (bucket: number): number =>
  bucket >= BUCKET_COUNT - 1 ? Infinity : 2 ** (bucket / BUCKETS_PER_DOUBLING);

export class DurationHistogram implements DurationCounts {
  readonly buckets: number[] = [];
  sumMs = 0;
  maxMs = 0;

  static of(...parts: readonly DurationCounts[]): DurationHistogram {
    const histogram = new DurationHistogram();
    for (const part of parts) histogram.merge(part);
    return histogram;
  }

  /** Number of durations in the histogram. */
  get count(): number {
    return this.buckets.reduce((sum, count) => sum + count, 0);
  }

  add(ms: number): void {
    const duration = ms > 0 ? ms : 0;
    this.grow(bucketOf(duration), 1);
    this.sumMs += duration;
    if (duration > this.maxMs) this.maxMs = duration;
  }

  /** Adds another histogram. The order of merging makes no difference. */
  merge({ buckets, sumMs, maxMs }: DurationCounts): void {
    // By index: a batch of many tenants merges thousands of these, and an iterator costs several times as much.
    for (let bucket = 0; bucket < buckets.length; bucket += 1) {
      const count = buckets[bucket] ?? 0;
      if (count > 0) this.grow(bucket, count);
    }
    this.sumMs += sumMs;
    if (maxMs > this.maxMs) this.maxMs = maxMs;
  }

  /**
   * Returns the duration, in milliseconds, that a share `q` of all durations does not exceed; null when there are
   * none.
   * @param q 0.5 for the median; more than 0, at most 1
   */
  quantile(q: number): number | null {
    const rank = Math.max(1, Math.ceil(this.count * q));
    let seen = 0;
    for (const [bucket, count] of this.buckets.entries()) {
      seen += count;
      if (seen >= rank) return Math.min(middleMs(bucket), this.maxMs);
    }
    return null;
  }

  private grow(bucket: number, count: number): void {
    while (this.buckets.length <= bucket) this.buckets.push(0);
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + count;
  }
}

/** Returns the representative duration of a bucket: the geometric mean of its limits. */
function middleMs(bucket: number): number {
  if (bucket === 0) return 0.5;
  if (bucket === BUCKET_COUNT - 1) return Infinity;
  return 2 ** ((bucket - 0.5) / BUCKETS_PER_DOUBLING);
}
