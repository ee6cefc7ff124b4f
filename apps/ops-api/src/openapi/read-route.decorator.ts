/** What all routes of this API have in common: viewers may call them, and they refuse alike. */
import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtension, ApiOkResponse, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { Allow } from '@sentinai/service-kit';

export interface ReadRouteOptions {
  summary: string;
  answer: Type;
  /** Said where the route answers 404: what there may be none of. */
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
    ...(notFound === undefined ? [] : [refusal(404, notFound)]),
    refusal(503, 'The database does not answer'),
  );
}

const refusal = (status: number, description: string): MethodDecorator & ClassDecorator =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
