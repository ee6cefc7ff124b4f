/** A failure that the user can fix. Only its message is shown, without a stack trace. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** Formats an error for printing; a defect comes with its stack trace. */
export function describeError(error: unknown): string {
  if (error instanceof SetupError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
