/** Confines a request to the tenants of its token. Runs on every HTTP route, after the auth guard. */
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { principalOf } from '../auth/auth.guard.ts';
import { addToLogContext } from '../logging/log-context.ts';
import { checkedTenant } from './tenant-access.ts';

const tenants = new WeakMap<object, string>();

/** Returns the tenant that the request names, once it has passed the guard. */
export const namedTenantOf = (request: object): string | undefined => tenants.get(request);

@Injectable()
export class TenantGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = principalOf(request);
    if (!principal) return true;
    const tenantId = checkedTenant(principal, {
      path: tenantField(request.params),
      query: tenantField(request.query),
      body: tenantField(request.body),
    });
    if (tenantId !== undefined) {
      tenants.set(request, tenantId);
      addToLogContext({ tenantId });
    }
    return true;
  }
}

function tenantField(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || !Object.hasOwn(part, 'tenant_id')) return undefined;
  return (part as { tenant_id: unknown }).tenant_id;
}
