/** The Fastify server under Nest: its limits, its timeouts and its body parsers. */
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemException } from '../problems/problem.exception.ts';
import { toProblem } from '../problems/problem.mapping.ts';
import { problemBody, PROBLEM_MEDIA_TYPE, sendProblem } from '../problems/problem.response.ts';
import { useBodyParsers } from './body-parsers.ts';
import { useContentCodings } from './content-coding.ts';
import { HTTP_DEFAULTS, type HttpOptions } from './http.options.ts';
import { setCommonHeaders } from './request-hooks.ts';

/** Longer than the idle timeout of common load balancers, so that they close idle connections, not we. */
const KEEP_ALIVE_MS = 72_000;
/** An exception id may have 128 characters, each percent-encoded. */
const MAX_PARAM_LENGTH = 512;

/** The only form accepted from a client: the id goes into logs and headers. */
const REQUEST_ID = /^[\w.:-]{1,128}$/;

export function createHttpAdapter(options: HttpOptions = {}): FastifyAdapter {
  const { bodyLimit, requestTimeoutMs, handlerTimeoutMs } = { ...HTTP_DEFAULTS, ...options };
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit,
    requestTimeout: requestTimeoutMs,
    ...(handlerTimeoutMs > 0 && { handlerTimeout: handlerTimeoutMs }),
    keepAliveTimeout: KEEP_ALIVE_MS,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    genReqId: requestIdOf,
    frameworkErrors: answerUnroutable,
    clientErrorHandler: answerClientError,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  useContentCodings(fastify);
  useBodyParsers(fastify);
  return adapter;
}

function requestIdOf(request: { headers: IncomingMessage['headers'] }): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/**
 * Answers a path that the router cannot parse. No hook has run yet, so the headers of every answer are set here too.
 */
function answerUnroutable(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  setCommonHeaders(request, reply);
  sendProblem(toProblem(error, { bodyLimit: 0, method: request.method, mediaTypes: [] }), request, reply);
}

/**
 * Answers bytes that are not an HTTP request or never arrived in full: no request exists yet to answer through the
 * filter.
 */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const problem =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? new ProblemException('timeout', 'The request did not arrive in time.')
      : new ProblemException('invalid_request', 'This is not a valid HTTP request.');
  const body = JSON.stringify(problemBody(problem, '/', randomUUID()));
  const head = [
    `HTTP/1.1 ${problem.getStatus()} Refused`,
    `Content-Type: ${PROBLEM_MEDIA_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
