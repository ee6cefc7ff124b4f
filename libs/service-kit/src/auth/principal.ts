/** The sender of a request, according to its token or key. */
import { type Actor, isTenantId, ROLES, type Role } from '@sentinai/contracts';
import type { JWTPayload } from 'jose';

export interface Principal {
  /** The token's `sub`, or `key:<id>` for an API key: identifies the person or machine in audit records. */
  readonly subject: string;
  readonly roles: readonly Role[];
  /** The tenants the token names. Empty for a super admin, who may act for every tenant. */
  readonly tenants: readonly string[];
  readonly isSuperAdmin: boolean;
}

/** Names of the token claims that we need; a dot descends into an object, as in `realm_access.roles`. */
export interface ClaimNames {
  roles: string;
  tenants: string;
}

/** Reads the claims of a verified token. Unknown roles and malformed tenants are ignored. */
export function toPrincipal(claims: JWTPayload, names: ClaimNames): Principal {
  const roles = wordsOf(claimOf(claims, names.roles)).filter(isRole);
  return {
    subject: claims.sub ?? '',
    roles,
    tenants: wordsOf(claimOf(claims, names.tenants)).filter(isTenantId),
    isSuperAdmin: roles.includes('super_admin'),
  };
}

/** Whether the principal has the role, or one above it: viewer < operator < admin < super_admin. */
export const hasRole = (principal: Pick<Principal, 'roles'>, role: Role): boolean =>
  principal.roles.some((held) => rank(held) >= rank(role));

/** Returns the principal as the actor of events and audit records. */
export const actorOf = ({ subject }: Pick<Principal, 'subject'>): Actor => ({ type: 'user', id: subject });

/** Whether an API key sent the request, rather than a person or a program with a token. */
export const isApiKeyPrincipal = ({ subject }: Pick<Principal, 'subject'>): boolean => subject.startsWith('key:');

export const isRole = (word: string): word is Role => (ROLES as readonly string[]).includes(word);

const rank = (role: Role): number => ROLES.indexOf(role);

/** A claim's own name may contain dots, as in a URL: the whole name is tried before the path it describes. */
function claimOf(claims: JWTPayload, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((within, part) => memberOf(within, part), claims);
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** Reads a list, or a single text with words separated by blanks, as some issuers write it. */
function wordsOf(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((item): item is string => typeof item === 'string') : [];
}
