/** Which tenant a request concerns, and whether its sender may act for it. Pure. */
import { isTenantId } from '@sentinai/contracts';
import type { Principal } from '../auth/principal.ts';
import { ProblemException } from '../problems/problem.exception.ts';

/** The parts of a request that can name a tenant, most binding first. */
export interface NamedTenants {
  path?: unknown;
  query?: unknown;
  body?: unknown;
}

/**
 * Checks that the principal may act for the tenant. For ids outside the request's path, query or top-level body,
 * which the guard has checked: items of a batch, lines of a stream.
 *
 * @throws ProblemException `tenant_forbidden`, with the same words whether or not the tenant exists
 */
export function assertTenantAllowed(principal: Principal, tenantId: string): void {
  if (principal.isSuperAdmin || principal.tenants.includes(tenantId)) return;
  throw new ProblemException('tenant_forbidden', 'Your token does not name this tenant.');
}

/**
 * Returns the tenant that the request names, checked; `undefined` when it names none.
 *
 * @throws ProblemException `invalid_request` when an id is malformed or two places disagree, `tenant_forbidden`
 */
export function checkedTenant(principal: Principal, named: NamedTenants): string | undefined {
  const given = Object.entries(named).filter(([, id]) => id !== undefined);
  const malformed = given.filter(([, id]) => !isTenantId(id));
  if (malformed.length > 0) {
    throw new ProblemException('invalid_request', 'tenant_id is not a valid tenant id.', {
      errors: malformed.map(([place]) => ({
        path: 'tenant_id',
        message: `in the ${place}: must be 1 to 64 letters, digits, "_", "." or "-", the first a letter or digit`,
      })),
    });
  }
  const ids = [...new Set(given.map(([, id]) => id as string))];
  for (const id of ids) assertTenantAllowed(principal, id);
  if (ids.length > 1) {
    throw new ProblemException(
      'invalid_request',
      `${given.map(([place]) => place).join(' and ')} name different tenants.`,
    );
  }
  return ids[0];
}

/** Returns the only tenant that the principal may act for; `undefined` when there are several or none. */
export function soleTenant({ tenants, isSuperAdmin }: Principal): string | undefined {
  return isSuperAdmin || tenants.length !== 1 ? undefined : tenants[0];
}

/**
 * Returns the tenant of a request that names none: the only one in its token.
 *
 * @throws ProblemException `invalid_request` when the token has several, `tenant_forbidden` when it has none
 */
export function onlyTenant(principal: Principal): string {
  const [tenant, ...others] = principal.tenants;
  if (principal.isSuperAdmin || others.length > 0) {
    throw new ProblemException('invalid_request', 'Your token covers several tenants: name one with tenant_id.', {
      errors: [{ path: 'tenant_id', message: 'is required' }],
    });
  }
  if (tenant === undefined) throw new ProblemException('tenant_forbidden', 'Your token names no tenant.');
  return tenant;
}
