/** Injects the tenant that the request may act for, and no other. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { principalOf } from '../auth/auth.guard.ts';
import { unauthenticated } from '../auth/token-verifier.ts';
import { addToLogContext } from '../logging/log-context.ts';
import { onlyTenant, soleTenant } from './tenant-access.ts';
import { namedTenantOf } from './tenant.guard.ts';

/**
 * Returns the checked tenant of a request that has passed the guards: the one named in path, query or body, else the
 * only one in the token.
 *
 * @throws ProblemException `invalid_request` when there are several to choose from
 */
export function tenantOf(context: ExecutionContext): string {
  const request = context.switchToHttp().getRequest<object>();
  const principal = principalOf(request);
  if (!principal) throw unauthenticated('This requires a token.');
  const tenantId = namedTenantOf(request) ?? onlyTenant(principal);
  addToLogContext({ tenantId });
  return tenantId;
}

/**
 * Injects the tenant that the request names, else the only one in its token; `undefined` when the token has several.
 * For routes that have an answer without a tenant.
 */
export const OptionalTenantId = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const request = context.switchToHttp().getRequest<object>();
  const principal = principalOf(request);
  return namedTenantOf(request) ?? (principal && soleTenant(principal));
});

/**
 * Injects the result of {@link tenantOf}.
 *
 * @example list(@TenantId() tenantId: string) {}
 */
export const TenantId = createParamDecorator((_: unknown, context: ExecutionContext): string => tenantOf(context));
