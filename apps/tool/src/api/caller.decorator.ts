/** Who sends a command, for which tenant, and under which key. */
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import { idempotencyKeyOf, principalOf, tenantOf } from '@sentinai/service-kit';

export interface Caller {
  tenantId: string;
  /** Subject of the token. */
  subject: string;
  /** Undefined: the command is done each time it is sent. */
  idempotencyKey: string | undefined;
}

/**
 * Hands a handler its {@link Caller}.
 * @example execute(@CommandOf('execute') caller: Caller) {}
 */
export const CommandOf = createParamDecorator((route: string, context: ExecutionContext): Caller => {
  const subject = principalOf(context.switchToHttp().getRequest<object>())?.subject ?? '';
  const key = idempotencyKeyOf(context);
  // Keys of different routes never meet.
  return { tenantId: tenantOf(context), subject, idempotencyKey: key && `${route}:${key}` };
});
