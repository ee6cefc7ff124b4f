/** What all routes of this API have in common: viewers may call them, and they refuse alike. */
import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtension, ApiOkResponse, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { Allow } from '@sentinai/service-kit';

export interface ReadRouteOptions {
  summary: string;
  answer: Type;
  /** What there may be none of, beside the tenant. */
  notFound?: string;
}

/** Opens a route to viewers of its tenant, and describes its answers. */
export function ReadRoute({ summary, answer, notFound }: ReadRouteOptions): MethodDecorator {
  return applyDecorators(
    Allow('viewer'),
    ApiOperation({ summary, description: 'Role: `viewer` or above, of the tenant.' }),
    ApiExtension('x-roles', ['viewer']),
    ApiOkResponse({ type: answer }),
    refusal(400, 'A parameter is missing, wrong or unknown; `errors` names each'),
    refusal(404, notFound ?? 'The tenant does not exist'),
    refusal(503, 'The database does not answer'),
  );
}

const refusal = (status: number, description: string): MethodDecorator & ClassDecorator =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
