/** Who sends a request, as their token says. */
import { isTenantId, ROLES, type Role } from '@sentinai/contracts';
import type { JWTPayload } from 'jose';

export interface Principal {
  /** The token's `sub`: names the person or machine in audit records. */
  readonly subject: string;
  readonly roles: readonly Role[];
  /** The tenants the token names. Empty for a super admin, who may act for every tenant. */
  readonly tenants: readonly string[];
  readonly isSuperAdmin: boolean;
}

/** Reads the claims of a checked token. Unknown roles and malformed tenants count for nothing. */
export function toPrincipal(claims: JWTPayload): Principal {
  const roles = stringsOf(claims.roles).filter(isRole);
  return {
    subject: claims.sub ?? '',
    roles,
    tenants: stringsOf(claims.tenants).filter(isTenantId),
    isSuperAdmin: roles.includes('super_admin'),
  };
}

/** Whether the principal has the role, or one above it: viewer < operator < admin < super_admin. */
export const hasRole = (principal: Pick<Principal, 'roles'>, role: Role): boolean =>
  principal.roles.some((held) => rank(held) >= rank(role));

const rank = (role: Role): number => ROLES.indexOf(role);

const isRole = (word: string): word is Role => (ROLES as readonly string[]).includes(word);

function stringsOf(claim: unknown): string[] {
  return Array.isArray(claim) ? claim.filter((item): item is string => typeof item === 'string') : [];
}
