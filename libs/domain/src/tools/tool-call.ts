/** Input and outcome of a call to a tenant's tool. */
import type { JsonObject } from '@sentinai/contracts';
import type { ToolDefinition } from '../packs/tenant-config.ts';

/**
 * The parts of a pack's tool that a call needs. `endpoint` may contain placeholders, `https://host/orders/{orderId}`, in the path
 * only; they are filled from the arguments. POST, PUT and PATCH send the other arguments as a JSON body, GET and DELETE in the
 * query string. `timeoutMs` applies to each attempt: connecting, sending, and the whole response. `validateOutput` sees the body
 * as the tool sent it, and `{}` when it sent none. `tool-credentials.ts` of `libs/tool-calling` describes the forms of `authRef`.
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
  /** Sent as the idempotency key: the same on every attempt, and when the call is repeated after a crash. */
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
  /** The response object; an array or a scalar is wrapped under `value`; `{}` for an empty response. */
  readonly output: JsonObject;
  readonly attempts: number;
  readonly durationMs: number;
}

export interface FailedTool {
  readonly status: 'failed';
  readonly errorCode: ToolErrorCode;
  /** Human-readable. Contains no secret, no argument and nothing from the tool's response. */
  readonly message: string;
  /** Status of the last attempt's response, even if the response is invalid; absent when there was none. */
  readonly httpStatus?: number;
  /** Number of attempts, including the last one, which failed like this. 0: the call ended before the first. */
  readonly attempts: number;
  readonly durationMs: number;
  /** Whether the same call may be repeated later: it cannot do harm, and may succeed. */
  readonly retryable: boolean;
}
