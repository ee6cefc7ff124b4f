/** What the routes of this app have in common: who may call them, and how they refuse. */
import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import type { Permission } from '@sentinai/contracts';
import { Allow, ProblemException } from '@sentinai/service-kit';

export interface ToolRouteOptions {
  permission: Permission;
  summary: string;
  description?: string;
  notFound: string;
  /** When it answers 409; absent: it does not. */
  conflict?: string;
}

/** Says who may call a route that writes, and describes its refusals. */
export function ToolRoute({ permission, summary, description, notFound, conflict }: ToolRouteOptions): MethodDecorator {
  return applyDecorators(
    Allow(permission),
    ApiOperation({ summary, ...(description !== undefined && { description }) }),
    ApiQuery({
      name: 'tenant_id',
      required: false,
      type: String,
      description: 'May be left out when the token names one tenant only.',
    }),
    refusal(400, 'A parameter or a field is missing, wrong or unknown; `errors` names each'),
    refusal(404, notFound),
    ...(conflict === undefined ? [] : [refusal(409, conflict)]),
    refusal(503, 'The database does not answer'),
  );
}

const MAX_KEY_LENGTH = 256;

/** Describes the header of a route whose requests may be sent again. */
export const IdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: MAX_KEY_LENGTH },
    description: 'The same key on the same exception gives the same answer, and nothing is done a second time.',
  });

/**
 * The key of a request as it is remembered: keys of different routes never meet.
 * @throws ProblemException `invalid_request` when it is empty or too long
 */
export function keyFor(route: string, key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  if (key.length > 0 && key.length <= MAX_KEY_LENGTH) return `${route}:${key}`;
  const message = `must have 1 to ${MAX_KEY_LENGTH} characters`;
  throw new ProblemException('invalid_request', `Idempotency-Key ${message}.`, {
    errors: [{ path: 'Idempotency-Key', message }],
  });
}

const refusal = (status: number, description: string): MethodDecorator & ClassDecorator =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
