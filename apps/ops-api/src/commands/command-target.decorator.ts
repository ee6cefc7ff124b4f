/** Hands a handler what its command is about: the exception of the path, the tenant that the guards have checked, the caller's key. */
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import { ProblemException, tenantOf } from '@sentinai/service-kit';
import { isIdempotencyKey } from '../openapi/write-route.decorator.ts';

export interface CommandTarget {
  tenantId: string;
  exceptionId: string;
  idempotencyKey: string | undefined;
}

interface CommandRequest {
  params: { exception_id: string };
  headers: Record<string, string | undefined>;
}

/** @throws ProblemException `invalid_request` when the key is empty or too long */
export const Target = createParamDecorator((_: unknown, context: ExecutionContext): CommandTarget => {
  const { params, headers } = context.switchToHttp().getRequest<CommandRequest>();
  return {
    tenantId: tenantOf(context),
    exceptionId: params.exception_id,
    idempotencyKey: checkedKey(headers['idempotency-key']),
  };
});

function checkedKey(key: string | undefined): string | undefined {
  if (key === undefined || isIdempotencyKey(key)) return key;
  throw new ProblemException('invalid_request', 'The Idempotency-Key must have 1 to 256 characters.', {
    errors: [{ path: 'Idempotency-Key', message: 'must have 1 to 256 characters' }],
  });
}
