/** Lets a request in when its token is valid and its role suffices. Runs on every HTTP route. */
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PERMISSIONS } from '@sentinai/contracts';
import { ProblemException } from '../problems/problem.exception.ts';
import { accessOf } from './access.decorator.ts';
import { hasRole, type Principal } from './principal.ts';
import { TokenVerifier, unauthenticated } from './token-verifier.ts';

const principals = new WeakMap<object, Principal>();

/** Who sends this request; `undefined` on public routes. */
export const principalOf = (request: object): Principal | undefined => principals.get(request);

@Injectable()
export class AuthGuard implements CanActivate {
  constructor(private readonly tokens: TokenVerifier) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const access = accessOf(context.getHandler(), context.getClass());
    if (access === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.tokens.verify(bearerToken(request.headers.authorization));
    if (access === undefined || !hasRole(principal, PERMISSIONS[access].role)) {
      const needed = access === undefined ? 'of nobody' : PERMISSIONS[access].role;
      throw new ProblemException('forbidden', `This needs the role ${needed}.`);
    }
    principals.set(request, principal);
    return true;
  }
}

function bearerToken(header: string | undefined): string {
  if (header === undefined) throw unauthenticated('Send a token: "Authorization: Bearer <token>".');
  const token = /^Bearer +([\w.~+/=-]+)$/i.exec(header)?.[1];
  if (token === undefined) throw unauthenticated('The Authorization header must be "Bearer <token>".', 'malformed');
  return token;
}
