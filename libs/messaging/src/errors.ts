/** How a handler says what its failure means for the event. Anything else that is thrown counts as permanent. */

/**
 * Trying again later may help: the event waits, each time longer, and with it the later events of its exception. Only
 * after the last attempt is it set aside, under its code.
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

/** Trying again gives the same result: the event is set aside. */
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

/** The code dead letters are grouped by. */
export function errorCode(error: unknown): string {
  return error instanceof RetryableError || error instanceof PermanentError ? error.code : 'decision_failed';
}

export const errorMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));
