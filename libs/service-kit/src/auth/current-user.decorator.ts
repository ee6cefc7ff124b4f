/** Injects the sender of the request into a controller. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { principalOf } from './auth.guard.ts';
import type { Principal } from './principal.ts';
import { unauthenticated } from './token-verifier.ts';

/**
 * The request's {@link Principal}.
 *
 * @example resolve(@CurrentUser() user: Principal) {}
 */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const principal = principalOf(context.switchToHttp().getRequest<object>());
  if (!principal) throw unauthenticated('This requires a token.');
  return principal;
});
