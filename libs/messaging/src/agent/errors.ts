/** Errors by which a handler tells what its failure means for the event. Any other error counts as permanent. */

/**
 * A later attempt may succeed: the event waits, longer each time, and so do the later events of its exception. Only
 * after the last attempt is it dead-lettered, under its code.
 */
export class RetryableError extends Error {
  override readonly name = 'RetryableError';

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Another attempt would give the same result: the event is dead-lettered. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The code by which dead letters are grouped. */
export function errorCode(error: unknown): string {
  return error instanceof RetryableError || error instanceof PermanentError ? error.code : 'decision_failed';
}

export const errorMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));
