/** Runs work under a time limit and the caller's abort signal. */

/** Abort reason of a signal made by {@link within} when its time limit is exceeded. */
export class TimeLimitExceeded extends Error {
  override readonly name = 'TimeLimitExceeded';
  readonly limitMs: number;

  constructor(limitMs: number) {
    super(`not finished within ${limitMs} ms`);
    this.limitMs = limitMs;
  }
}

/**
 * Runs `work` with a signal that aborts after `limitMs`, or with `parent` and its reason. The work must honour it.
 * Not `AbortSignal.any`: `parent` may live as long as the process, so it must not retain anything of a finished call.
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
