/** How often an event is tried, and how long it waits in between. */

export interface RetryPolicy {
  /** Attempts in all, the first included. */
  maxAttempts: number;
  /** The wait after the given failed attempt (from 1), in milliseconds. */
  delayMs(attempt: number): number;
}

/** In milliseconds. */
export interface BackoffSettings {
  firstDelayMs: number;
  longestDelayMs: number;
}

/**
 * Exponential backoff with equal jitter: twice as long each time up to the longest, and of that at least half. What failed
 * together so does not come back together, and nothing comes back at once.
 * @param attempt the one that failed, from 1
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
