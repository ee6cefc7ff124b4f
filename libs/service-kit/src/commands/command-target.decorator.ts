/** Hands a handler what its command is about, checked: the exception of the path or the body, its tenant, the caller's key. */
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import { idempotencyKeyOf } from '../http/idempotency-key.decorator.ts';
import { tenantOf } from '../tenancy/tenant-id.decorator.ts';

export interface CommandTarget {
  tenantId: string;
  exceptionId: string;
  idempotencyKey: string | undefined;
}

interface CommandRequest {
  params: { exception_id?: string };
  body: { exception_id?: string } | undefined;
}

/** @throws ProblemException `invalid_request` when the key is empty or too long */
export const CommandTargetOf = createParamDecorator((_: unknown, context: ExecutionContext): CommandTarget => {
  const { params, body } = context.switchToHttp().getRequest<CommandRequest>();
  return {
    tenantId: tenantOf(context),
    exceptionId: params.exception_id ?? body?.exception_id ?? '',
    idempotencyKey: idempotencyKeyOf(context),
  };
});
