/** What all routes about API keys have in common: who may call them, and how they refuse. */
import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { Allow } from '@sentinai/service-kit';

/** @param notFound what there may be none of, beside the tenant */
export const ApiKeyRoute = (summary: string, notFound = 'The tenant does not exist'): MethodDecorator =>
  applyDecorators(
    Allow('api-keys.manage'),
    ApiOperation({ summary }),
    ApiQuery({
      name: 'tenant_id',
      type: String,
      required: false,
      description: 'Needed when the token is good for several tenants.',
    }),
    refusal(400, 'Something is missing, wrong or unknown; `errors` names each'),
    refusal(404, notFound),
    refusal(503, 'The database does not answer'),
  );

/** Describes an answer that is a problem. */
export const refusal = (status: number, description: string): MethodDecorator & ClassDecorator =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
