/**
 * The arithmetic of a rate limit: a token bucket kept as a single number, the instant at which it is full again
 * (GCRA). In-memory and Redis limiters count by the same rule.
 */

export interface RateLimit {
  /** Tokens returned per second. */
  perSecond: number;
  /** Capacity of the bucket: the most tokens that can be taken at once after a pause. */
  burst: number;
}

/** Result of a request for tokens. All times in milliseconds. */
export interface Consumption {
  accepted: boolean;
  /** The bucket's new state: when it is full again. An instant of the same clock as `now`; unchanged by a refusal. */
  fullAt: number;
  /** Whole tokens left. */
  remaining: number;
  /** How long until the same request is accepted, if nobody else takes tokens; 0 when it was accepted. */
  retryAfterMs: number;
}

/**
 * Takes `count` tokens at once, or none. A request for more than a full bucket is accepted when the bucket is full,
 * and pays by delaying the next one: otherwise it would never be accepted.
 *
 * @param fullAt the bucket's state; anything up to `now` means a full bucket
 */
export function consume(limit: RateLimit, fullAt: number, count: number, now: number): Consumption {
  const msPerToken = 1_000 / limit.perSecond;
  const emptyMs = limit.burst * msPerToken;
  const missingMs = Math.max(0, fullAt - now);
  const retryAfterMs = missingMs + Math.min(count, limit.burst) * msPerToken - emptyMs;
  if (retryAfterMs > 0) {
    return { accepted: false, fullAt, remaining: tokens(emptyMs - missingMs, msPerToken), retryAfterMs };
  }
  const takenMs = missingMs + count * msPerToken;
  return { accepted: true, fullAt: now + takenMs, remaining: tokens(emptyMs - takenMs, msPerToken), retryAfterMs: 0 };
}

const tokens = (ms: number, msPerToken: number): number => Math.max(0, Math.floor(ms / msPerToken));
