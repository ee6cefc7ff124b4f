/** Hands a handler what its command is about, checked: the exception of the path or the body, its tenant, the caller's key. */
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import { ProblemException, tenantOf } from '@sentinai/service-kit';
import { MAX_KEY_LENGTH } from '../api/playbook-route.decorator.ts';

export interface CommandTarget {
  tenantId: string;
  exceptionId: string;
  idempotencyKey: string | undefined;
}

interface CommandRequest {
  params: { exception_id?: string };
  body: { exception_id?: string } | undefined;
  headers: Record<string, string | undefined>;
}

/** @throws ProblemException `invalid_request` when the key is empty or too long */
export const Target = createParamDecorator((_: unknown, context: ExecutionContext): CommandTarget => {
  const { params, body, headers } = context.switchToHttp().getRequest<CommandRequest>();
  return {
    tenantId: tenantOf(context),
    exceptionId: params.exception_id ?? body?.exception_id ?? '',
    idempotencyKey: checkedKey(headers['idempotency-key']),
  };
});

function checkedKey(key: string | undefined): string | undefined {
  if (key === undefined || (key.length > 0 && key.length <= MAX_KEY_LENGTH)) return key;
  const message = `must have 1 to ${MAX_KEY_LENGTH} characters`;
  throw new ProblemException('invalid_request', `The Idempotency-Key ${message}.`, {
    errors: [{ path: 'Idempotency-Key', message }],
  });
}
