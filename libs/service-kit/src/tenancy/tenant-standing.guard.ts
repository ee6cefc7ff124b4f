/**
 * Refuses changes to a tenant that is not active. Runs on every HTTP route, after the tenant guard; reading stays
 * possible, and so does what a super admin needs to reactivate the tenant.
 */
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { TenantStatus } from '@sentinai/contracts';
import type { FastifyRequest } from 'fastify';
import { accessOf, type Access } from '../auth/access.decorator.ts';
import { principalOf } from '../auth/auth.guard.ts';
import { ProblemException } from '../problems/problem.exception.ts';
import { namedTenantOf } from './tenant.guard.ts';

/** Looks up the status of tenants; a service with a database provides it. */
export interface TenantStandingLookup {
  /** Null: there is no such tenant. */
  statusOf(tenantId: string): Promise<TenantStatus | null>;
}

/** Injection token of the {@link TenantStandingLookup}. */
export const TENANT_STANDINGS = Symbol('TENANT_STANDINGS');

@Injectable()
export class TenantStandingGuard implements CanActivate {
  private lookup: TenantStandingLookup | null | undefined;

  constructor(private readonly modules: ModuleRef) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!changesSomething(request.method, accessOf(context.getHandler(), context.getClass()))) return true;
    const tenantId = tenantConcerned(request);
    if (tenantId !== undefined) await this.requireActive(tenantId);
    return true;
  }

  private async requireActive(tenantId: string): Promise<void> {
    if (this.lookup === undefined) this.lookup = found(this.modules);
    const standing = await this.lookup?.statusOf(tenantId);
    if (standing === 'suspended' || standing === 'archived') throw notActive(tenantId, standing);
  }
}

/** Returns the refusal of a change to the tenant. For tenants that a request names where the guard does not look. */
export const notActive = (tenantId: string, standing: Exclude<TenantStatus, 'active'>): ProblemException =>
  new ProblemException('tenant_suspended', `Tenant "${tenantId}" is ${standing}.`);

/** A POST that only queries has a read permission. */
function changesSomething(method: string, access: Access | undefined): boolean {
  if (method === 'GET' || method === 'HEAD' || access === undefined || access === 'public') return false;
  return !access.endsWith('.read') && access !== 'tenants.manage';
}

/** The tenant that the request names, else the only one in its token. */
function tenantConcerned(request: object): string | undefined {
  const [only, ...others] = principalOf(request)?.tenants ?? [];
  return namedTenantOf(request) ?? (others.length === 0 ? only : undefined);
}

/** Null in a service without a database. */
function found(modules: ModuleRef): TenantStandingLookup | null {
  try {
    return modules.get<TenantStandingLookup>(TENANT_STANDINGS, { strict: false });
  } catch {
    return null;
  }
}
