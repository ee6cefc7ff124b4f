/**
 * The gateway: a reverse proxy in front of the apps, in its own process, on the one public port. Bodies are streamed both ways.
 * Environment: GATEWAY_PORT, GATEWAY_JWKS_FILE, GATEWAY_UPSTREAMS (JSON, app name to URL).
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import replyFrom from '@fastify/reply-from';
import type { ErrorCode, Problem } from '@sentinai/contracts';
import { ERROR_CODES } from '@sentinai/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Fastify from 'fastify';
import { describeAll, serveDocs, UndescribedError } from './api-docs.ts';
import { ROUTES, routeFor } from './routes.ts';

const HEADERS_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;

const upstreams = JSON.parse(process.env.GATEWAY_UPSTREAMS ?? '{}') as Record<string, string>;
/** Upstreams that have a route. */
const routed = Object.fromEntries(Object.entries(upstreams).filter(([name]) => ROUTES.some(({ app }) => app === name)));
const gateway = Fastify({
  bodyLimit: Number.MAX_SAFE_INTEGER,
  forceCloseConnections: true,
  // An undecodable URL never reaches a route.
  frameworkErrors: (_error, _request, reply) => void invalidPath(reply),
  genReqId: (request) => request.headers['x-request-id']?.toString() ?? randomUUID(),
});

await gateway.register(replyFrom, {
  // No timeout between the chunks of a response: a stream of events may be silent for a long time.
  undici: { connections: 256, headersTimeout: HEADERS_TIMEOUT_MS, bodyTimeout: 0 },
});
gateway.removeAllContentTypeParsers();
gateway.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

gateway.get('/', async (_request, reply) => reply.type('text/plain; charset=utf-8').send(directory()));
gateway.get('/healthz', async () => ({ status: 'ok' }));
gateway.get('/.well-known/jwks.json', async (_request, reply) =>
  reply.type('application/json').send(readFileSync(process.env.GATEWAY_JWKS_FILE ?? '', 'utf8')),
);
gateway.get('/openapi.json', async () => describeAll(routed));
serveDocs(gateway);
gateway.all('/*', forward);
gateway.setErrorHandler((error, _request, reply) => {
  if (error instanceof UndescribedError) return upstreamProblem(reply, error.app, error);
  // The only failure before the request is forwarded: a path that climbs with `..`.
  return invalidPath(reply);
});

await gateway.listen({ port: Number(process.env.GATEWAY_PORT), host: 'localhost' });
process.on('SIGTERM', () => {
  setTimeout(() => process.exit(0), STOP_TIMEOUT_MS).unref();
  void gateway.close();
});

async function forward(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const [path = '/'] = request.url.split('?');
  const app = routeFor(request.method, path);
  if (app === undefined) return problem(reply, 'not_found', 'There is nothing at this path.');
  const upstream = upstreams[app];
  if (upstream === undefined) return problem(reply, 'bad_gateway', `${app} is not part of this stack.`);
  return reply.from(`${upstream}${request.url}`, {
    rewriteRequestHeaders: forwardedHeaders,
    rewriteHeaders: withoutHopByHop,
    // A 503 is a response: the client decides whether to retry.
    retryDelay: () => null,
    onError: (_reply, { error }) => void upstreamProblem(reply, app, error),
  });
}

type ClientRequest = Pick<FastifyRequest, 'headers' | 'ip' | 'protocol' | 'id'>;

function forwardedHeaders(request: ClientRequest, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  // The client's `Expect: 100-continue` was answered when its body was accepted.
  const { expect: _answered, ...passed } = withoutHopByHop(headers);
  return {
    ...passed,
    'x-forwarded-for': [request.headers['x-forwarded-for'], request.ip].filter(Boolean).join(', '),
    'x-forwarded-host': request.headers.host,
    'x-forwarded-proto': request.protocol,
    'x-request-id': request.id,
  };
}

/** Removes hop-by-hop headers (RFC 9110 section 7.6.1). The library drops those named by `connection`. */
function withoutHopByHop<Headers extends IncomingHttpHeaders>(headers: Headers): Headers {
  const passed = { ...headers };
  for (const name of ['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection'])
    delete passed[name];
  for (const name of ['te', 'trailer', 'transfer-encoding', 'upgrade']) delete passed[name];
  return passed;
}

/** Answers for an app that is down, or silent for longer than the headers timeout. */
function upstreamProblem(reply: FastifyReply, app: string, error: Error): FastifyReply {
  console.error(new Date().toISOString(), reply.request.method, reply.request.url, app, error.message);
  return problem(reply, 'bad_gateway', `${app} did not answer. It may be restarting.`);
}

function invalidPath(reply: FastifyReply): FastifyReply {
  return problem(reply, 'invalid_request', 'The path is not a valid URL path.');
}

function problem(reply: FastifyReply, code: ErrorCode, detail: string): FastifyReply {
  const body: Problem = {
    type: `urn:sentinai:problem:${code}`,
    ...ERROR_CODES[code],
    code,
    detail,
    instance: reply.request.url,
    request_id: reply.request.id,
  };
  return reply.code(body.status).type('application/problem+json').send(JSON.stringify(body));
}

function directory(): string {
  const lines = ROUTES.map(({ methods, path, app }) => {
    const verbs = methods === 'any' ? 'any' : methods.join(', ');
    return `${path.padEnd(30)} ${verbs.padEnd(26)} ${app} ${upstreams[app] ?? '(not in this stack)'}`;
  });
  return [
    'SentinAI, local gateway',
    '',
    ...lines,
    '',
    '/docs',
    '/openapi.json',
    '/.well-known/jwks.json',
    '/healthz',
    '',
  ].join('\n');
}
