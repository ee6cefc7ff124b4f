/** Parses a request into a tool and its arguments. */
import type { IncomingMessage } from 'node:http';
import { isJsonObject, isNumberInWriting, parseJson } from '@sentinai/contracts';
import type { DemoTool, JsonObject } from './demo-tool.ts';
import { financeTools } from './finance.tools.ts';
import { healthTools } from './health.tools.ts';
import { itsmTools } from './itsm.tools.ts';

export interface DemoCall {
  readonly tool: DemoTool;
  readonly args: JsonObject;
  readonly key: string | undefined;
  /** Behaviour requested by a test. */
  readonly order: string | undefined;
}

/** The request is not a valid tool call. */
export class BadRequest extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const MAX_BODY_BYTES = 1024 * 1024;

const routes = [...financeTools, ...healthTools, ...itsmTools].map((tool) => ({
  tool,
  pattern: new RegExp(`^${tool.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));

/** @throws BadRequest */
export async function readCall(request: IncomingMessage, url: URL): Promise<DemoCall> {
  const { tool, inPath } = route(request.method, url.pathname);
  const query = Object.fromEntries(url.searchParams);
  const { behaviour, ...inQuery } = query;
  const args = { ...inQuery, ...(tool.method === 'POST' ? await readBody(request) : {}), ...inPath };
  const missing = tool.required.filter((name) => args[name] === undefined || args[name] === null);
  if (missing.length > 0) throw new BadRequest(400, 'missing_arguments', `missing: ${missing.join(', ')}`);
  const order = headerOf(request, 'x-demo-behaviour') ?? behaviour;
  return { tool, args, key: headerOf(request, 'idempotency-key'), order };
}

/** Serializes arguments canonically: the order of keys does not matter. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    isJsonObject(inner) && !isNumberInWriting(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function route(method: string | undefined, path: string): { tool: DemoTool; inPath: JsonObject } {
  for (const { tool, pattern } of routes) {
    const match = tool.method === method ? pattern.exec(path) : null;
    if (match) return { tool, inPath: decoded(match.groups ?? {}) };
  }
  throw new BadRequest(404, 'not_found', `no tool at ${method} ${path}`);
}

function decoded(groups: Record<string, string>): JsonObject {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    throw new BadRequest(400, 'bad_path', 'the path is not percent-encoded UTF-8');
  }
}

async function readBody(request: IncomingMessage): Promise<JsonObject> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new BadRequest(413, 'too_large', `more than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  const body = jsonOf(Buffer.concat(chunks).toString() || '{}');
  if (!isJsonObject(body)) throw notAnObject();
  return body;
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw notAnObject();
  }
}

function notAnObject(): BadRequest {
  return new BadRequest(400, 'bad_body', 'the body is not a JSON object');
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
