/** What the routes of this app have in common: who may call them, how they answer and how they refuse. */
import { HttpCode, applyDecorators, type Type } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { Permission } from '@sentinai/contracts';
import { Allow } from '@sentinai/service-kit';

export interface PlaybookRouteOptions {
  summary: string;
  description?: string;
  permission: Permission;
  /** 200: done; 201: made; 202: taken, and done later; 204: done, and nothing to say. */
  status: 200 | 201 | 202 | 204;
  /** Absent with 204. */
  answer?: Type;
  /** What there may be none of. */
  notFound: string;
  /** What stands in the way; absent when nothing can. */
  conflict?: string;
}

/** Says who may call a route, and describes its answers. */
export function PlaybookRoute(options: PlaybookRouteOptions): MethodDecorator {
  const { summary, description, permission, status, answer, notFound, conflict } = options;
  return applyDecorators(
    HttpCode(status),
    Allow(permission),
    ApiOperation({ summary, ...(description !== undefined && { description }) }),
    ApiResponse({ status, description: ANSWERS[status], ...(answer && { type: answer }) }),
    refusal(400, 'The body, a parameter or a header is missing, wrong or unknown; `errors` names each'),
    refusal(404, notFound),
    ...(conflict === undefined ? [] : [refusal(409, conflict)]),
    refusal(413, 'The body is too large'),
    refusal(415, 'The body is not JSON'),
    refusal(503, 'The database does not answer'),
  );
}

const ANSWERS: Record<PlaybookRouteOptions['status'], string> = {
  200: 'Done',
  201: 'Made',
  202: 'Taken; `status_url` says what becomes of it',
  204: 'Done',
};

const refusal = (status: number, description: string): MethodDecorator & ClassDecorator =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });

/** Longest Idempotency-Key. */
export const MAX_KEY_LENGTH = 256;

/** Describes the header that makes a repeated request harmless. */
export const TakesIdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: MAX_KEY_LENGTH },
    description: 'The same key with the same request gives the same answer and does nothing new; with another, 409.',
  });
