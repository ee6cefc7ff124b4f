/** Decides whether and after which pause a failed attempt is retried. Pure. */
import type { ToolEndpoint } from '@sentinai/domain';
import type { ToolFailure } from './tool-failure.ts';
import type { RetrySettings } from './tool-http.settings.ts';

const RETRYABLE_STATUSES = new Set([408, 425, 429]);

/** Whether a tool may be called twice. A GET always may, whatever the pack declares. */
export function isIdempotent(tool: ToolEndpoint): boolean {
  return tool.idempotent || tool.method.toUpperCase() === 'GET';
}

export function isRetryableStatus(httpStatus: number): boolean {
  return httpStatus >= 500 || RETRYABLE_STATUSES.has(httpStatus);
}

export function isRepeatable(failure: ToolFailure, tool: ToolEndpoint): boolean {
  const { repeating } = failure.facts;
  return repeating === 'safe' || (repeating === 'if_idempotent' && isIdempotent(tool));
}

/**
 * Returns the pause before attempt `attempts + 1` in milliseconds, or null when there is no further attempt: exponential backoff
 * with full jitter, or the tool's `Retry-After` if that is longer.
 * @param random in [0, 1)
 */
export function pauseBeforeRetry(
  failure: ToolFailure,
  { tool, attempts }: { tool: ToolEndpoint; attempts: number },
  settings: RetrySettings,
  random: number,
): number | null {
  if (attempts >= Math.min(tool.maxAttempts, settings.maxAttempts) || !isRepeatable(failure, tool)) return null;
  const backoffMs = random * Math.min(settings.maxPauseMs, settings.baseMs * 2 ** (attempts - 1));
  return Math.max(backoffMs, Math.min(failure.facts.retryAfterMs ?? 0, settings.maxRetryAfterMs));
}

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date.
 * @returns milliseconds from `now`; undefined when the header is absent or invalid
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
