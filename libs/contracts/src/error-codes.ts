/** Every error that an API may return: a stable code, its HTTP status and a short title (RFC 9457 problem details). */
export const ERROR_CODES = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_json: { status: 400, title: 'The body is not valid JSON' },
  nesting_too_deep: { status: 400, title: 'The body is nested too deeply' },
  unauthenticated: { status: 401, title: 'A valid token is required' },
  token_expired: { status: 401, title: 'The token has expired' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  tenant_forbidden: { status: 403, title: 'Your token does not name this tenant' },
  tenant_suspended: { status: 403, title: 'The tenant is suspended' },
  not_found: { status: 404, title: 'Not found' },
  unknown_tenant: { status: 404, title: 'The tenant does not exist' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  timeout: { status: 408, title: 'The request took too long' },
  conflict: { status: 409, title: 'The request conflicts with the current state' },
  illegal_transition: { status: 409, title: "The exception's status does not allow this" },
  step_not_expected: { status: 409, title: 'A different step is waiting for a decision' },
  tool_disabled: { status: 409, title: 'The tool is switched off' },
  approval_required: { status: 409, title: 'This requires an approval' },
  idempotency_conflict: { status: 409, title: 'The idempotency key was used for another request' },
  body_too_large: { status: 413, title: 'The body is too large' },
  too_many_items: { status: 413, title: 'The batch holds too many items' },
  unsupported_media_type: { status: 415, title: 'The media type is not supported' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  bad_gateway: { status: 502, title: 'The service behind the gateway did not answer' },
  unavailable: { status: 503, title: 'The service is not available at the moment' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One fault of a request: its place (`raw_payload.amount`, `items[3].source_system`) and message. */
export interface Fault {
  path: string;
  message: string;
}

/** An `application/problem+json` body. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  /** What exactly is wrong with this request, in words for its sender. */
  detail: string;
  /** Path of the request. */
  instance: string;
  request_id?: string;
  errors?: Fault[];
  /** With `illegal_transition`: the commands that the exception accepts in its current state. */
  legal?: string[];
  /** With `step_not_expected`: the order of the step that waits for a person; null when none does. */
  expected_step?: number | null;
}

/** Members that only some problem codes have. */
export type ProblemExtensions = Pick<Problem, 'legal' | 'expected_step'>;
