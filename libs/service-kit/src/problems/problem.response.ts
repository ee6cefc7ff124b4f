/** A problem in its wire format. */
import { ERROR_CODES, type Problem } from '@sentinai/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemException } from './problem.exception.ts';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8';

export function sendProblem(problem: ProblemException, request: FastifyRequest, reply: FastifyReply): void {
  const body = problemBody(problem, request.url, request.id);
  void reply.code(body.status).headers(problem.headers).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(body));
}

/** Returns the RFC 9457 body. `instance` omits the query, which may contain things that should not be repeated. */
export function problemBody(problem: ProblemException, url: string, requestId: string): Problem {
  const { status, title } = ERROR_CODES[problem.code];
  return {
    type: `urn:sentinai:problem:${problem.code}`,
    title,
    status,
    code: problem.code,
    detail: problem.detail,
    instance: pathOf(url),
    request_id: requestId,
    ...(problem.errors && { errors: problem.errors }),
    ...problem.extensions,
  };
}

/** Returns the path of a request's URL, without the query. */
export const pathOf = (url: string): string => url.split('?', 1)[0] ?? '/';
