/** What all routes that read have in common: they refuse alike. */
import { applyDecorators, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { Permission } from '@sentinai/contracts';
import { Allow } from '@sentinai/service-kit';
import { Refusal } from './refusal.decorator.ts';

export interface ReadRouteOptions {
  summary: string;
  answer: Type;
  /** What there may be none of, beside the tenant. */
  notFound?: string;
  /** Default: `exceptions.read`. */
  permission?: Permission;
}

/** Says who may call a route, and describes its answers. */
export function ReadRoute({
  summary,
  answer,
  notFound,
  permission = 'exceptions.read',
}: ReadRouteOptions): MethodDecorator {
  return applyDecorators(
    Allow(permission),
    ApiOperation({ summary }),
    ApiOkResponse({ type: answer }),
    Refusal(400, 'A parameter is missing, wrong or unknown; `errors` names each'),
    Refusal(404, notFound ?? 'The tenant does not exist'),
    Refusal(503, 'The database does not answer'),
  );
}
