/** HTTP headers of a quota: `RateLimit` and `RateLimit-Policy` of the IETF draft (draft-ietf-httpapi-ratelimit-headers-09 and later). */
import type { Quota } from './rate-limiter.ts';

const POLICY = '"items-per-tenant"';

/** Returns the headers of a quota; none without a limit. Times are whole seconds, rounded up. */
export function quotaHeaders(quota: Quota | null): Record<string, string> {
  if (!quota) return {};
  const { limit, remaining } = quota;
  const seconds = (items: number) => Math.ceil(items / limit.perSecond);
  return {
    'ratelimit-policy': `${POLICY};q=${limit.burst};w=${seconds(limit.burst)}`,
    ratelimit: `${POLICY};r=${remaining};t=${seconds(limit.burst - remaining)}`,
  };
}
