/** A route's declaration: who may call it, what it does, its answer and its refusals. */
import { HttpCode, applyDecorators, type Type } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';
import type { Permission } from '@sentinai/contracts';
import { Allow } from '../auth/access.decorator.ts';
import { NAMED_TENANT } from '../paging/page-query.dto.ts';

export interface RouteOptions {
  permission: Permission;
  /** One line. */
  summary: string;
  /** Details that do not fit the summary. */
  description?: string;
  /** 200: done; 201: created; 202: accepted, done later; 204: done, no body. Default: 200. */
  status?: 200 | 201 | 202 | 204;
  /** Absent with 204. */
  answer?: Type;
  /** Documents `tenant_id` in the query, where no query class does. */
  tenantInQuery?: boolean;
  /** Headers of the answer. */
  headers?: ApiResponseOptions['headers'];
  /** Description of the 404. Absent: the tenant does not exist. */
  notFound?: string;
  /** Description of the 409; absent: no conflict is possible. */
  conflict?: string;
}

/**
 * Opens a route to callers with the permission, and documents it. 400, 401, 403, 413, 415 and 503 are added
 * automatically.
 */
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
  201: 'Created',
  202: 'Accepted; follow the outcome at `status_url`',
  204: 'Done',
};

/** Documents an answer that is a problem. */
export const Refusal = (status: number, description: string): MethodDecorator & ClassDecorator =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
