/** Hands a handler what its command is about: the exception of the path, the tenant that the guards have checked, the caller's key. */
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import { idempotencyKeyOf, tenantOf } from '@sentinai/service-kit';

export interface CommandTarget {
  tenantId: string;
  exceptionId: string;
  idempotencyKey: string | undefined;
}

interface CommandRequest {
  params: { exception_id: string };
}

/** @throws ProblemException `invalid_request` when the key is empty or too long */
export const Target = createParamDecorator((_: unknown, context: ExecutionContext): CommandTarget => {
  const { params } = context.switchToHttp().getRequest<CommandRequest>();
  return {
    tenantId: tenantOf(context),
    exceptionId: params.exception_id,
    idempotencyKey: idempotencyKeyOf(context),
  };
});
