/**
 * Durations counted in fixed buckets, so that those of many processes and minutes can be added up and still tell their
 * quantiles. Pure.
 *
 * Bucket 0 holds what took 1 ms or less; bucket `n` what took more than 2^((n-1)/4) and at most 2^(n/4) ms. A quantile is
 * therefore off by at most {@link QUANTILE_ERROR} of its value (half a millisecond below 1 ms). The last bucket is open: it
 * begins at 41 days.
 */

const BUCKETS_PER_DOUBLING = 4;

/** How many buckets there are, at most. */
export const BUCKET_COUNT = 128;

/** The most a quantile differs from the true one, as a share of it: half a bucket, 2^(1/8) - 1. */
export const QUANTILE_ERROR = 2 ** (1 / (2 * BUCKETS_PER_DOUBLING)) - 1;

/** A histogram as it is stored and added up: plain numbers, durations in milliseconds. */
export interface DurationCounts {
  /** Durations in each bucket; buckets behind the last one that holds any are left out. */
  buckets: readonly number[];
  sumMs: number;
  maxMs: number;
}

/** The bucket of a duration. What lies below zero counts as zero: two clocks may disagree. */
export function bucketOf(ms: number): number {
  if (!(ms > 1)) return 0;
  return Math.min(BUCKET_COUNT - 1, Math.ceil(Math.log2(ms) * BUCKETS_PER_DOUBLING));
}

/** The longest duration of a bucket, in milliseconds; that of the last one is infinite. */
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

  /** How many durations it holds. */
  get count(): number {
    return this.buckets.reduce((sum, count) => sum + count, 0);
  }

  add(ms: number): void {
    const duration = ms > 0 ? ms : 0;
    this.grow(bucketOf(duration), 1);
    this.sumMs += duration;
    if (duration > this.maxMs) this.maxMs = duration;
  }

  /** Adds the durations of another. The order of merging makes no difference. */
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
   * The duration, in milliseconds, that the share `q` of all stays within; null when there are none.
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

/** What stands for all durations of a bucket: as far from its longest as from its shortest, in proportion. */
function middleMs(bucket: number): number {
  if (bucket === 0) return 0.5;
  if (bucket === BUCKET_COUNT - 1) return Infinity;
  return 2 ** ((bucket - 0.5) / BUCKETS_PER_DOUBLING);
}
