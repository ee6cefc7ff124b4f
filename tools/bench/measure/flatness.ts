/** Whether a series of samples keeps its level. Pure. */

export interface Sample {
  /** Seconds since the window began. */
  at: number;
  value: number;
}

export interface Trend {
  /** Mean of the second half. */
  level: number;
  /** What the fitted line gains from the begin of the second half to its end. */
  growth: number;
  flat: boolean;
}

/** Growth within this share of the level is noise. */
const NOISE = 0.25;
/** Nor does it mean anything below this many. */
const NOISE_FLOOR = 500;

/**
 * A backlog is flat when the straight line fitted to the second half of its samples (least squares) gains no more over
 * that half than a quarter of the half's mean, or than 500. A backlog that shrinks is flat.
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
