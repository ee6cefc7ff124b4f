/** Hands a controller the tenant it may act for, and no other. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { principalOf } from '../auth/auth.guard.ts';
import { unauthenticated } from '../auth/token-verifier.ts';
import { addToLogContext } from '../logging/log-context.ts';
import { onlyTenant, soleTenant } from './tenant-access.ts';
import { namedTenantOf } from './tenant.guard.ts';

/**
 * The checked tenant of a request that has passed the guards: the one that path, query or body name, else the only one of the token.
 *
 * @throws ProblemException `invalid_request` when there are several to choose from
 */
export function tenantOf(context: ExecutionContext): string {
  const request = context.switchToHttp().getRequest<object>();
  const principal = principalOf(request);
  if (!principal) throw unauthenticated('This needs a token.');
  const tenantId = namedTenantOf(request) ?? onlyTenant(principal);
  addToLogContext({ tenantId });
  return tenantId;
}

/**
 * Hands a handler the tenant that the request names, else the only one of its token; `undefined` when the token leaves a choice. For routes
 * that have an answer without a tenant.
 */
export const OptionalTenantId = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const request = context.switchToHttp().getRequest<object>();
  const principal = principalOf(request);
  return namedTenantOf(request) ?? (principal && soleTenant(principal));
});

/**
 * Hands a handler what {@link tenantOf} says.
 *
 * @example list(@TenantId() tenantId: string) {}
 */
export const TenantId = createParamDecorator((_: unknown, context: ExecutionContext): string => tenantOf(context));
