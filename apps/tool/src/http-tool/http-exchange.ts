/** One attempt: a request, and its whole answer. */
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
  /** `{}` when the tool answered nothing. */
  readonly body: unknown;
}

export interface ExchangeOptions {
  readonly dispatcher: Dispatcher;
  readonly credentials: ToolCredentials;
  readonly maxResponseBytes: number;
  readonly signal: AbortSignal;
}

/**
 * @throws ToolFailure for whatever the network or the tool did; the signal's reason when the caller gave up
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

/** The failure of an answer that had begun: its status tells more of what the tool did than what became of the rest. */
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

/** What the tool says in a refusal is not kept: it may hold anything, and nobody's schema describes it. */
async function refusal({ statusCode, body, ...response }: Dispatcher.ResponseData): Promise<ToolFailure> {
  const retryAfterMs = parseRetryAfter(headerValue(response, 'retry-after'), Date.now());
  // Read to its end, within limits, so that the connection can serve the next attempt. How the reading ends changes nothing.
  await body.dump().catch(() => undefined);
  return new ToolFailure('http_error', `the tool answered ${statusCode}`, {
    repeating: isRetryableStatus(statusCode) ? 'if_idempotent' : 'useless',
    endpointAtFault: statusCode >= 500,
    httpStatus: statusCode,
    retryAfterMs,
  });
}

/** Of the body there is: some servers claim an encoding for a body they do not send, and no bytes are not valid gzip. */
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
  // undici refuses what could never be sent, such as a line break in a header: a fault of ours, not of the tool.
  if (error instanceof errors.InvalidArgumentError) return error;
  const code = systemCodeOf(error);
  return code === undefined ? error : new ToolFailure('network_error', `the connection failed: ${code}`, facts);
}
