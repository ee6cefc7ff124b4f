/** `Idempotency-Key`: the header that makes a repeated request have no further effect. */
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { invalidField } from '../problems/invalid-field.ts';

const HEADER = 'Idempotency-Key';
const MAX_LENGTH = 256;

/** Documents the header. */
export const TakesIdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: HEADER,
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: MAX_LENGTH },
    description: 'Repeating a request with the same key returns the same answer and has no further effect.',
  });

/**
 * Injects the key into a handler; undefined when the request has none.
 *
 * @throws ProblemException `invalid_request` when it is empty or too long
 */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined =>
  idempotencyKeyOf(context),
);

/** Returns the key that {@link IdempotencyKey} injects. */
export function idempotencyKeyOf(context: ExecutionContext): string | undefined {
  const key = context.switchToHttp().getRequest<FastifyRequest>().headers[HEADER.toLowerCase()];
  if (key === undefined || (typeof key === 'string' && key.length > 0 && key.length <= MAX_LENGTH)) return key;
  throw invalidField(HEADER, `must have 1 to ${MAX_LENGTH} characters`, `The ${HEADER}`);
}
