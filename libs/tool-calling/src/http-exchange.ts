/** One attempt: a request and its complete response. */
import type { Dispatcher } from 'undici';
import { errors, request as send } from 'undici';
import { readJsonBody } from './response-body.ts';
import { isRetryableStatus, parseRetryAfter } from './retry-policy.ts';
import { TimeLimitExceeded } from './time-limit.ts';
import type { ToolCredentials } from './tool-credentials.ts';
import { systemCodeOf, ToolFailure } from './tool-failure.ts';
import type { ToolRequest } from './tool-request.ts';

export interface ToolAnswer {
  readonly httpStatus: number;
  /** `{}` for an empty response. */
  readonly body: unknown;
}

export interface ExchangeOptions {
  readonly dispatcher: Dispatcher;
  readonly credentials: ToolCredentials;
  readonly maxResponseBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Sends a request and reads the response.
 * @throws ToolFailure for any failure of the network or the tool; the signal's reason when the caller gave up
 */
export async function exchange(toolRequest: ToolRequest, options: ExchangeOptions): Promise<ToolAnswer> {
  const { dispatcher, credentials, signal } = options;
  let httpStatus: number | undefined;
  try {
    const { url, method, body } = toolRequest;
    const headers = { ...toolRequest.headers, ...credentials.headers };
    const target = withQuery(url, credentials.query);
    const response = await send(target, { dispatcher, method, headers, body: body ?? null, signal });
    httpStatus = response.statusCode;
    if (response.statusCode < 200 || response.statusCode > 299) throw await refusal(response);
    const answered = await readJsonBody(response.body, contentEncoding(response), {
      maxBytes: options.maxResponseBytes,
      mask: credentials.mask,
    });
    return { httpStatus, body: answered === undefined ? {} : answered };
  } catch (error) {
    const failure = failureOf(error, signal);
    throw failure instanceof ToolFailure && httpStatus !== undefined ? answeredWith(httpStatus, failure) : failure;
  }
}

/** Failure after the response had begun: it keeps the status, which says more about the tool than the broken rest. */
function answeredWith(httpStatus: number, failure: ToolFailure): ToolFailure {
  if (failure.facts.httpStatus !== undefined) return failure;
  const message = `the tool answered ${httpStatus}, but ${failure.message}`;
  return new ToolFailure(failure.errorCode, message, { ...failure.facts, httpStatus });
}

function withQuery(url: URL, parameters: Readonly<Record<string, string>>): URL {
  const target = new URL(url);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  return target;
}

/** Failure for an error status. The body is discarded: it may contain anything, and no schema describes it. */
async function refusal({ statusCode, body, ...response }: Dispatcher.ResponseData): Promise<ToolFailure> {
  const retryAfterMs = parseRetryAfter(headerValue(response, 'retry-after'), Date.now());
  // Drained, within limits, so that the connection can serve the next attempt. Errors while draining do not matter.
  await body.dump().catch(() => undefined);
  return new ToolFailure('http_error', `the tool answered ${statusCode}`, {
    repeating: isRetryableStatus(statusCode) ? 'if_idempotent' : 'useless',
    endpointAtFault: statusCode >= 500,
    httpStatus: statusCode,
    retryAfterMs,
  });
}

/** Content encoding of a non-empty body: some servers declare an encoding for an empty body, which is not valid gzip. */
function contentEncoding(response: Dispatcher.ResponseData): string | undefined {
  const isEmpty = response.statusCode === 204 || headerValue(response, 'content-length') === '0';
  return isEmpty ? undefined : headerValue(response, 'content-encoding');
}

function headerValue({ headers }: Pick<Dispatcher.ResponseData, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

function failureOf(error: unknown, signal: AbortSignal): unknown {
  if (error instanceof ToolFailure) return error;
  const facts = { repeating: 'if_idempotent', endpointAtFault: true, cause: error } as const;
  if (signal.aborted) {
    const reason: unknown = signal.reason;
    return reason instanceof TimeLimitExceeded ? new ToolFailure('timeout', reason.message, facts) : reason;
  }
  // undici refuses unsendable requests, such as a line break in a header: that is our fault, not the tool's.
  if (error instanceof errors.InvalidArgumentError) return error;
  const code = systemCodeOf(error);
  return code === undefined ? error : new ToolFailure('network_error', `the connection failed: ${code}`, facts);
}
