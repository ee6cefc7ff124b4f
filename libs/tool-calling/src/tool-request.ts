/** Builds the HTTP request of a call: places the arguments, and ensures that none of them changes the request's target. */
import { ExactNumber, type JsonObject } from '@sentinai/contracts';
import type { ToolCall } from '@sentinai/domain';
import { ToolFailure } from './tool-failure.ts';

export interface ToolRequest {
  readonly url: URL;
  readonly method: ToolMethod;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type ToolMethod = (typeof METHODS)[number];

const ENDPOINT = /^(?<origin>https?:\/\/[^/?#{}@\s\\]+)(?<path>\/[^?#\\]*)?(?<query>\?[^#{}]*)?$/i;
const PLACEHOLDER = /\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * Builds the request. Arguments named in the endpoint's path go only there, all others into the body or the query string.
 * @throws ToolFailure `invalid_endpoint` or `invalid_arguments`
 */
export function buildToolRequest(call: ToolCall, userAgent: string): ToolRequest {
  const method = methodOf(call.tool.method);
  const { url, remaining } = fillEndpoint(call.tool.endpoint, call.arguments);
  const headers = {
    accept: 'application/json',
    'accept-encoding': 'gzip, br',
    'user-agent': userAgent,
    'idempotency-key': call.executionId,
    'x-sentinai-tenant': call.tenantId,
    'x-correlation-id': call.exceptionId,
  };
  if (method === 'GET' || method === 'DELETE') {
    appendQuery(url, remaining);
    return { url, method, headers };
  }
  return {
    url,
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(remaining),
  };
}

function methodOf(text: string): ToolMethod {
  const method = METHODS.find((known) => known === text.toUpperCase());
  if (!method) throw new ToolFailure('invalid_endpoint', `${text} is not one of ${METHODS.join(', ')}`);
  return method;
}

function fillEndpoint(endpoint: string, args: JsonObject): { url: URL; remaining: JsonObject } {
  const { origin, path = '/', query = '' } = ENDPOINT.exec(endpoint)?.groups ?? {};
  if (origin === undefined) throw invalidEndpoint();
  const remaining = { ...args };
  const filled = path.replace(PLACEHOLDER, (_, name: string) => {
    delete remaining[name];
    return pathPart(name, args[name]);
  });
  if (/[{}]/.test(filled) || hasDotSegment(filled)) throw invalidEndpoint();
  const text = origin + filled + query;
  if (!URL.canParse(text)) throw invalidEndpoint();
  return { url: new URL(text), remaining };
}

/**
 * Encodes one argument as part of a path. Encoding makes `/`, `?` and `#` harmless here; but some servers and proxies decode
 * before they route, and every URL parser resolves dot segments, so a value that contains one is refused.
 */
function pathPart(name: string, value: unknown): string {
  const text = isScalar(value) ? String(value) : '';
  if (text === '' || !text.isWellFormed() || /\p{Cc}/u.test(text) || hasDotSegment(text)) {
    throw new ToolFailure('invalid_arguments', `${name} cannot stand in the endpoint's path`);
  }
  return encodeURIComponent(text);
}

const isScalar = (value: unknown): value is string | number | boolean | ExactNumber =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value instanceof ExactNumber;

/** Whether a path has a dot segment, also when percent-decoded as URL parsers do: `%2e%2e` is `..`. */
function hasDotSegment(path: string): boolean {
  return path.split(/[/\\]|%2f|%5c/i).some((segment) => /^(\.|%2e){1,2}$/i.test(segment));
}

function appendQuery(url: URL, args: JsonObject): void {
  for (const [name, value] of Object.entries(args)) {
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (item === null || item === undefined) continue;
      url.searchParams.append(name, typeof item === 'string' ? item : JSON.stringify(item));
    }
  }
}

function invalidEndpoint(): ToolFailure {
  return new ToolFailure('invalid_endpoint', 'the endpoint is not an http or https URL without credentials');
}
