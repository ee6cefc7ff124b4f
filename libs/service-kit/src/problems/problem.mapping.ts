/** Maps thrown errors to problems. Pure: the filter does the sending and the logging. */
import { HttpException } from '@nestjs/common';
import type { ErrorCode } from '@sentinai/contracts';
import { unsupportedMediaType } from '../http/media-types.ts';
import { ProblemException } from './problem.exception.ts';

/** Facts about a request that its answer depends on. */
export interface RequestFacts {
  /** Maximum size of its body, in bytes. */
  bodyLimit: number;
  method: string;
  /** The body types that its route accepts. */
  mediaTypes: readonly string[];
  /** Only when no route matched: the methods of its path, none if the path itself is unknown. */
  methodsOfUnroutedPath?: readonly string[] | undefined;
}

/** Faults detected by Fastify, before any of our code runs. */
const FASTIFY_PROBLEMS: Readonly<Record<string, (facts: RequestFacts) => [ErrorCode, string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ({ bodyLimit }) => ['body_too_large', `The body may have at most ${bodyLimit} bytes.`],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => ['invalid_request', "The body's length does not match Content-Length."],
  FST_ERR_BAD_URL: () => ['invalid_request', 'The path is not a valid URL path.'],
  FST_ERR_MAX_PARAM_LENGTH: () => ['invalid_request', 'A part of the path is too long.'],
  FST_ERR_HANDLER_TIMEOUT: () => ['timeout', 'The request took too long and was abandoned. It may still take effect.'],
};

const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'timeout',
  409: 'conflict',
  413: 'body_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  502: 'bad_gateway',
  503: 'unavailable',
};

/** Maps a thrown error: ours, Fastify's or Nest's; anything else becomes `internal`, without its cause. */
export function toProblem(thrown: unknown, facts: RequestFacts): ProblemException {
  if (thrown instanceof ProblemException) return thrown;
  const fastify = fastifyCode(thrown) ?? fastifyCode(thrown instanceof Error ? thrown.cause : undefined);
  if (fastify === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unsupportedMediaType(facts.method, facts.mediaTypes, thrown);
  const known = fastify === undefined ? undefined : FASTIFY_PROBLEMS[fastify]?.(facts);
  if (known) return new ProblemException(known[0], known[1], { cause: thrown });
  if (thrown instanceof HttpException && facts.methodsOfUnroutedPath) return unrouted(facts.methodsOfUnroutedPath);
  if (thrown instanceof HttpException) return fromHttpException(thrown);
  return internalProblem(thrown);
}

function unrouted(methods: readonly string[]): ProblemException {
  if (methods.length === 0) return new ProblemException('not_found', 'There is nothing at this path.');
  const allow = methods.join(', ');
  return new ProblemException('method_not_allowed', `This path takes ${allow}.`, { headers: { allow } });
}

function fastifyCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function fromHttpException(thrown: HttpException): ProblemException {
  const status = thrown.getStatus();
  const code = CODE_OF_STATUS[status] ?? (status < 500 ? 'invalid_request' : undefined);
  return code ? new ProblemException(code, thrown.message, { cause: thrown }) : internalProblem(thrown);
}

function internalProblem(cause: unknown): ProblemException {
  return new ProblemException('internal', 'Nothing is wrong with the request. Quote request_id when you report this.', {
    cause,
  });
}
