/** The number of attempts at an event, and the wait in between. */

export interface RetryPolicy {
  /** Maximum number of attempts, including the first. */
  maxAttempts: number;
  /** Returns the wait after the given failed attempt (from 1), in milliseconds. */
  delayMs(attempt: number): number;
}

/** In milliseconds. */
export interface BackoffSettings {
  firstDelayMs: number;
  longestDelayMs: number;
}

/**
 * Exponential backoff with equal jitter: the full wait doubles up to the longest one, and the actual wait is at least
 * half of it. So events that failed together do not come back together, and none comes back at once.
 * @param attempt the failed one, from 1
 * @param random in [0, 1)
 */
export function backoff(attempt: number, { firstDelayMs, longestDelayMs }: BackoffSettings, random: number): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
  return Math.round(full * (0.5 + random / 2));
}

export const createRetryPolicy = (
  settings: BackoffSettings & { maxAttempts: number },
  random: () => number = Math.random,
): RetryPolicy => ({
  maxAttempts: settings.maxAttempts,
  delayMs: (attempt) => backoff(attempt, settings, random()),
});
