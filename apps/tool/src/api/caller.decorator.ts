/** Who sends a command, for which tenant, and under which key. */
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import { principalOf, tenantOf } from '@sentinai/service-kit';
import { keyFor } from './tool-route.decorator.ts';

export interface Caller {
  tenantId: string;
  /** Subject of the token. */
  subject: string;
  /** Undefined: the command is done each time it is sent. */
  idempotencyKey: string | undefined;
}

interface CommandRequest {
  headers: Record<string, string | undefined>;
}

/**
 * Hands a handler its {@link Caller}.
 * @example execute(@CommandOf('execute') caller: Caller) {}
 */
export const CommandOf = createParamDecorator((route: string, context: ExecutionContext): Caller => {
  const request = context.switchToHttp().getRequest<CommandRequest>();
  const subject = principalOf(request)?.subject ?? '';
  return { tenantId: tenantOf(context), subject, idempotencyKey: keyFor(route, request.headers['idempotency-key']) };
});
