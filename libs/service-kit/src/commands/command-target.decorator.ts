/**
 * Injects the checked target of a command: the exception from the path or the body, its tenant, and the caller's
 * idempotency key.
 */
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
