/** How a call fails inside the client; {@link HttpToolClient} turns it into an outcome. */
import type { ToolErrorCode } from './tool-call.ts';

/**
 * What making the same call again would mean.
 * - `useless`: it would fail the same way, or has had its effect already
 * - `if_idempotent`: it may help, but the tool may have acted on this one
 * - `safe`: it may help, and this one never reached the tool
 */
export type Repeating = 'useless' | 'if_idempotent' | 'safe';

export interface FailureFacts {
  readonly repeating: Repeating;
  /** True when it tells of the endpoint's health: these open the circuit breaker. */
  readonly endpointAtFault?: boolean;
  readonly httpStatus?: number;
  /** What the tool asked for in `Retry-After`, in milliseconds. */
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

/** `ECONNRESET`, `UND_ERR_SOCKET`, `Z_DATA_ERROR` …: what Node and undici put on errors that come from outside the program. */
export function systemCodeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
