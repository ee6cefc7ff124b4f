/** Hooks around every request: ids, headers, the log context, one log line and one measurement. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { runWithLogContext } from '../logging/log-context.ts';
import type { Logger } from '../logging/logger.ts';
import type { HttpMetrics } from '../metrics/http.metrics.ts';
import { pathOf } from '../problems/problem.response.ts';

/** An API answers programs: no browser or proxy should sniff, frame, run or cache its answers. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

export function installRequestHooks(fastify: FastifyInstance, logger: Logger, metrics: HttpMetrics): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    setCommonHeaders(request, reply);
    runWithLogContext({ requestId: request.id }, done);
  });
  fastify.addHook('onSend', (request, reply, payload, done) => {
    if (!request.raw.complete) letSenderFinish(request, reply);
    done(null, payload);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.observe(request, reply);
    logRequest(logger, request, reply);
    done();
  });
}

/** Sets the headers of every answer, success or failure. */
export function setCommonHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers({ ...SECURITY_HEADERS, 'x-request-id': request.id });
}

/**
 * For a request refused before its body was read: closing the connection now would reset it, and the sender, or a
 * proxy in between, might never see the answer. The rest is read and dropped; the request timeout bounds it.
 */
function letSenderFinish(request: FastifyRequest, reply: FastifyReply): void {
  reply.removeHeader('connection');
  request.raw.unpipe().resume();
}

function logRequest(logger: Logger, request: FastifyRequest, reply: FastifyReply): void {
  const level = reply.statusCode >= 500 ? 'warn' : 'debug';
  const fields = {
    method: request.method,
    path: pathOf(request.url),
    status: reply.statusCode,
    duration_ms: Math.round(reply.elapsedTime * 10) / 10,
  };
  logger[level](fields, 'request');
}
