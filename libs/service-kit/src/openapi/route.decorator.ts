/** What a route says of itself: who may call it, what it does, how it answers, and how it refuses. */
import { HttpCode, applyDecorators, type Type } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';
import type { Permission } from '@sentinai/contracts';
import { Allow } from '../auth/access.decorator.ts';
import { NAMED_TENANT } from '../paging/page-query.dto.ts';

export interface RouteOptions {
  permission: Permission;
  /** A line. */
  summary: string;
  /** More than fits a line. */
  description?: string;
  /** 200: done; 201: made; 202: taken, and done later; 204: done, and nothing to say. Default: 200. */
  status?: 200 | 201 | 202 | 204;
  /** Absent with 204. */
  answer?: Type;
  /** Describes the query's `tenant_id`, where no class of the query does. */
  tenantInQuery?: boolean;
  /** Headers of the answer. */
  headers?: ApiResponseOptions['headers'];
  /** What there may be none of. Absent: the tenant. */
  notFound?: string;
  /** What stands in the way; absent: nothing can. */
  conflict?: string;
}

/** Opens a route to those who have the permission, and describes it. 400, 401, 403, 413, 415 and 503 go without saying. */
export function Route(options: RouteOptions): MethodDecorator {
  const { permission, summary, description, status = 200, answer, headers, conflict } = options;
  return applyDecorators(
    Allow(permission),
    HttpCode(status),
    ApiOperation({ summary, ...(description !== undefined && { description }) }),
    ApiResponse({ status, description: ANSWERS[status], ...(answer && { type: answer }), ...(headers && { headers }) }),
    ...(options.tenantInQuery ? [ApiQuery({ name: 'tenant_id', ...NAMED_TENANT })] : []),
    Refusal(404, options.notFound ?? 'The tenant does not exist'),
    ...(conflict === undefined ? [] : [Refusal(409, conflict)]),
  );
}

const ANSWERS: Record<NonNullable<RouteOptions['status']>, string> = {
  200: 'Done',
  201: 'Made',
  202: 'Taken; `status_url` says what becomes of it',
  204: 'Done',
};

/** Describes an answer that is a problem. */
export const Refusal = (status: number, description: string): MethodDecorator & ClassDecorator =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
