/** Failure of a call inside the client; {@link HttpToolClient} turns it into an outcome. */
import type { ToolErrorCode } from '@sentinai/domain';

/**
 * Consequence of repeating the same call.
 * - `useless`: it would fail the same way, or the call has already had its effect
 * - `if_idempotent`: it may help, but the tool may already have acted
 * - `safe`: it may help, and the call never reached the tool
 */
export type Repeating = 'useless' | 'if_idempotent' | 'safe';

export interface FailureFacts {
  readonly repeating: Repeating;
  /** Whether the failure concerns the endpoint's health: such failures open the circuit breaker. */
  readonly endpointAtFault?: boolean;
  readonly httpStatus?: number;
  /** The tool's `Retry-After`, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

export class ToolFailure extends Error {
  override readonly name = 'ToolFailure';
  readonly errorCode: ToolErrorCode;
  readonly facts: FailureFacts;

  constructor(errorCode: ToolErrorCode, message: string, facts: FailureFacts = { repeating: 'useless' }) {
    super(message, { cause: facts.cause });
    this.errorCode = errorCode;
    this.facts = facts;
  }
}

/** `ECONNRESET`, `UND_ERR_SOCKET`, `Z_DATA_ERROR` …: codes that Node and undici set on errors from outside the program. */
export function systemCodeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
