/** Something the person at the terminal can mend. Shown as its message alone, without a stack trace. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** What to print about an error: a fault of ours comes with its stack trace. */
export function describeError(error: unknown): string {
  if (error instanceof SetupError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
