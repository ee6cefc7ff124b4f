/** Sender of a command, with tenant and idempotency key. */
import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import { idempotencyKeyOf, principalOf, tenantOf } from '@sentinai/service-kit';

export interface Caller {
  tenantId: string;
  /** Subject of the caller's token. */
  subject: string;
  /** Undefined: every request executes the command. */
  idempotencyKey: string | undefined;
}

/**
 * Parameter decorator that provides the {@link Caller}.
 * @example execute(@CommandOf('execute') caller: Caller) {}
 */
export const CommandOf = createParamDecorator((route: string, context: ExecutionContext): Caller => {
  const subject = principalOf(context.switchToHttp().getRequest<object>())?.subject ?? '';
  const key = idempotencyKeyOf(context);
  // Prefixed with the route, so that keys of different routes never collide.
  return { tenantId: tenantOf(context), subject, idempotencyKey: key && `${route}:${key}` };
});
