/** Admits a request when its token or API key is valid and its role suffices. Runs on every HTTP route. */
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PERMISSIONS, type Permission } from '@sentinai/contracts';
import { ProblemException } from '../problems/problem.exception.ts';
import { accessOf } from './access.decorator.ts';
import { Authenticator } from './authenticator.ts';
import { hasRole, type Principal } from './principal.ts';

const principals = new WeakMap<object, Principal>();

/** Returns the sender of a request; `undefined` on public routes. */
export const principalOf = (request: object): Principal | undefined => principals.get(request);

/**
 * Checks a permission that the route as a whole does not need, but this request does.
 *
 * @throws ProblemException `forbidden`
 */
export function assertPermitted(principal: Principal, permission: Permission): void {
  const { role } = PERMISSIONS[permission];
  if (!hasRole(principal, role)) throw new ProblemException('forbidden', `This requires the role ${role}.`);
}

@Injectable()
export class AuthGuard implements CanActivate {
  constructor(private readonly authenticator: Authenticator) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = accessOf(context.getHandler(), context.getClass());
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.authenticator.authenticate(request.headers);
    if (access === undefined) throw new ProblemException('forbidden', 'No role may call this route.');
    assertPermitted(principal, access);
    principals.set(request, principal);
    return true;
  }
}
