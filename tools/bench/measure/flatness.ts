/** Detects whether a series of samples stays level. Pure. */

export interface Sample {
  /** Seconds since the window began. */
  at: number;
  value: number;
}

export interface Trend {
  /** Mean of the second half. */
  level: number;
  /** Rise of the fitted line over the second half. */
  growth: number;
  flat: boolean;
}

/** Growth within this share of the level is noise. */
const NOISE = 0.25;
/** Growth below this number is noise as well. */
const NOISE_FLOOR = 500;

/**
 * Computes the trend. A backlog is flat when the straight line fitted to the second half of its samples (least squares)
 * rises over that half by at most a quarter of the half's mean, or by at most 500. A shrinking backlog is flat.
 */
export function trendOf(samples: readonly Sample[]): Trend {
  const half = samples.slice(Math.floor(samples.length / 2));
  const level = mean(half.map(({ value }) => value));
  const growth = slope(half) * ((half.at(-1)?.at ?? 0) - (half[0]?.at ?? 0));
  return { level, growth, flat: growth <= Math.max(NOISE * level, NOISE_FLOOR) };
}

function slope(samples: readonly Sample[]): number {
  const middle = mean(samples.map(({ at }) => at));
  const level = mean(samples.map(({ value }) => value));
  let together = 0;
  let spread = 0;
  for (const { at, value } of samples) {
    together += (at - middle) * (value - level);
    spread += (at - middle) ** 2;
  }
  return spread === 0 ? 0 : together / spread;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
