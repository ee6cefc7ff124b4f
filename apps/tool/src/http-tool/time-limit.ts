/** Work under a time limit that is also given up when the caller gives up. */

/** The reason a signal made by {@link within} aborts with when its own time is over. */
export class TimeLimitExceeded extends Error {
  override readonly name = 'TimeLimitExceeded';
  readonly limitMs: number;

  constructor(limitMs: number) {
    super(`not finished within ${limitMs} ms`);
    this.limitMs = limitMs;
  }
}

/**
 * Runs `work` with a signal that aborts after `limitMs`, or with `parent` and its reason. The work is trusted to heed it.
 * Not `AbortSignal.any`: `parent` may live as long as the process, so it must keep nothing of a finished call.
 */
export async function within<T>(
  limitMs: number,
  parent: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new TimeLimitExceeded(limitMs)), limitMs);
  const giveUp = () => limit.abort(parent?.reason);
  if (parent?.aborted) giveUp();
  parent?.addEventListener('abort', giveUp, { once: true });
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    parent?.removeEventListener('abort', giveUp);
  }
}
