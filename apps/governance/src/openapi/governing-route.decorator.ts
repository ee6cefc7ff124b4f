/** What all routes of this app have in common: they say who may call them, and refuse alike. */
import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiOperation, ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';
import type { Permission } from '@sentinai/contracts';
import { Allow } from '@sentinai/service-kit';

export interface GoverningRouteOptions {
  permission: Permission;
  summary: string;
  /** More than fits a line. */
  description?: string;
  answer: Type;
  /** Default 200. */
  status?: number;
  /** Headers of the answer. */
  headers?: ApiResponseOptions['headers'];
  /** Refusals beside 400, 401, 403 and 503, by status: what they mean here. */
  refusals?: Readonly<Record<number, string>>;
}

/** Says who may call a route, and describes its answers. */
export function GoverningRoute(options: GoverningRouteOptions): MethodDecorator {
  const { permission, summary, description, answer, status = 200, headers, refusals = {} } = options;
  const refused = {
    400: 'A parameter or field is missing, wrong or unknown; `errors` names each',
    ...refusals,
    503: 'The database does not answer',
  };
  return applyDecorators(
    Allow(permission),
    HttpCode(status),
    ApiOperation({ summary, ...(description !== undefined && { description }) }),
    ApiResponse({ status, type: answer, ...(headers && { headers }) }),
    ...Object.entries(refused).map(([code, meaning]) => refusal(Number(code), meaning)),
  );
}

const refusal = (status: number, description: string): MethodDecorator & ClassDecorator =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
