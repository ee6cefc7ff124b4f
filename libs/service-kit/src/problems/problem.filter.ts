/** Sends anything a request threw as `application/problem+json`, and logs our own faults. */
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { configOf } from '../http/body-parsers.ts';
import { mediaTypesOf } from '../http/media-types.ts';
import { RouteTable } from '../http/route-table.ts';
import { InjectLogger } from '../logging/logging.module.ts';
import type { Logger } from '../logging/logger.ts';
import { toProblem, type RequestFacts } from './problem.mapping.ts';
import { pathOf, sendProblem } from './problem.response.ts';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @InjectLogger() private readonly logger: Logger,
    private readonly routes: RouteTable,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    // Only HTTP has an answer to send; a consumer's failure belongs to the runtime that called it.
    if (host.getType() !== 'http') throw thrown;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = toProblem(thrown, this.factsOf(request));
    if (problem.getStatus() >= 500) {
      this.logger.error({ err: problem.cause ?? problem, code: problem.code }, problem.detail);
    }
    // A body that has begun cannot be taken back: cutting the connection is the only way to tell the client.
    if (reply.sent) reply.raw.destroy();
    else sendProblem(problem, request, reply);
  }

  private factsOf(request: FastifyRequest): RequestFacts {
    return {
      bodyLimit: request.routeOptions.bodyLimit,
      method: request.method,
      mediaTypes: mediaTypesOf(configOf(request)),
      methodsOfUnroutedPath: request.is404 ? this.routes.methodsOf(pathOf(request.url)) : undefined,
    };
  }
}
