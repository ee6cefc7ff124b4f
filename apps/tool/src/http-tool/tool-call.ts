/** What a caller of {@link HttpToolClient} hands in, and what it gets back. */
import type { JsonObject } from '@sentinai/contracts';
import type { ToolDefinition } from '@sentinai/domain';

/**
 * What a call needs of a pack's tool. `endpoint` may hold placeholders, `https://host/orders/{orderId}`: in the path only, and
 * filled from the arguments. POST, PUT and PATCH send the others as a JSON body, GET and DELETE in the query string.
 * `timeoutMs` is for each attempt: connecting, sending, and the whole answer. `validateOutput` sees the body as the tool sent
 * it, and `{}` when it sent none. The forms of `authRef` are told in `tool-credentials.ts`.
 */
export type ToolEndpoint = Readonly<
  Pick<
    ToolDefinition,
    | 'name'
    | 'endpoint'
    | 'method'
    | 'authRef'
    | 'oauth2'
    | 'timeoutMs'
    | 'maxAttempts'
    | 'idempotent'
    | 'validateInput'
    | 'validateOutput'
  >
>;

export interface ToolCall {
  readonly tenantId: string;
  readonly exceptionId: string;
  /** Sent as the idempotency key: the same on every attempt, and when the call is made again after a crash. */
  readonly executionId: string;
  readonly tool: ToolEndpoint;
  readonly arguments: JsonObject;
}

export type ToolErrorCode =
  | 'invalid_arguments'
  | 'invalid_output'
  | 'timeout'
  | 'http_error'
  | 'network_error'
  | 'circuit_open'
  | 'address_forbidden'
  | 'response_too_large'
  | 'auth_unavailable'
  | 'tool_disabled'
  | 'invalid_endpoint';

export type ToolOutcome = SucceededTool | FailedTool;

export interface SucceededTool {
  readonly status: 'succeeded';
  readonly httpStatus: number;
  /** The answered object; an array or a scalar stands under `value`; `{}` when the tool answered nothing. */
  readonly output: JsonObject;
  readonly attempts: number;
  readonly durationMs: number;
}

export interface FailedTool {
  readonly status: 'failed';
  readonly errorCode: ToolErrorCode;
  /** For people. Holds no secret, no argument and nothing the tool wrote. */
  readonly message: string;
  /** What the last attempt was answered with, whatever is wrong with the answer; absent when there was none. */
  readonly httpStatus?: number;
  /** Attempts made, the last of which ended so. 0: the call ended before any. */
  readonly attempts: number;
  readonly durationMs: number;
  /** The same call may be made again later: it cannot do harm, and may succeed. */
  readonly retryable: boolean;
}
