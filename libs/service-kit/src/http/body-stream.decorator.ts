/** Hands a controller the unread body. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { ProblemException } from '../problems/problem.exception.ts';

/**
 * The request's body as a stream, for content types named in `HttpOptions.rawStreams`.
 *
 * @throws ProblemException `unsupported_media_type` when the body came in another form
 * @example import(@BodyStream() lines: Readable) {}
 */
export const BodyStream = createParamDecorator((_: unknown, context: ExecutionContext): Readable => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (body instanceof Readable) return body;
  throw new ProblemException('unsupported_media_type', 'This path takes a stream; see its documentation for the type.');
});
