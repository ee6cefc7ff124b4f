/** The people and machines that may log in to a local stack: generated at its first start, kept in a file readable only by its owner. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Role } from '@sentinai/contracts';
import { DEMO_TENANTS } from '../../demo/demo-tenants.ts';
import { writeJsonAtomically } from '../state-directory.ts';

/** Roles and tenants of an identity: the claims of its tokens. */
export interface Access {
  roles: Role[];
  tenants: string[];
}

export interface DevelopmentUser extends Access {
  /** Login name, also the subject of the tokens. */
  login: string;
  password: string;
}

/** A program with client credentials. */
export interface DevelopmentMachine extends Access {
  clientId: string;
  clientSecret: string;
}

export interface DevelopmentIdentities {
  /** Key that signs the provider's cookies. */
  cookieKey: string;
  users: DevelopmentUser[];
  machines: DevelopmentMachine[];
}

/** Reads the file, or creates it. Edit it to change the logins; the provider reads it at start-up. */
export function ensureDevelopmentIdentities(file: string): DevelopmentIdentities {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as DevelopmentIdentities;
  const identities = inventIdentities(DEMO_TENANTS.map(({ tenantId }) => tenantId));
  writeJsonAtomically(file, identities, 0o600);
  return identities;
}

/** Generates a viewer, an operator, an admin and a machine for each tenant, and a super admin. */
export function inventIdentities(tenants: readonly string[]): DevelopmentIdentities {
  const people = tenants.flatMap((tenant) =>
    (['viewer', 'operator', 'admin'] as const).map((role) => aUser(`${role}@${hostNameOf(tenant)}`, role, [tenant])),
  );
  return {
    cookieKey: randomSecret(),
    users: [...people, aUser('super-admin@sentinai.local', 'super_admin', ['*'])],
    machines: tenants.map((tenant) => ({
      clientId: `machine.${hostNameOf(tenant)}`,
      clientSecret: randomSecret(),
      roles: ['operator'],
      tenants: [tenant],
    })),
  };
}

const aUser = (login: string, role: Role, tenants: string[]): DevelopmentUser => ({
  login,
  password: randomBytes(9).toString('base64url'),
  roles: [role],
  tenants,
});

/** `FINANCE_DEMO` → `finance-demo.local` */
const hostNameOf = (tenant: string): string => `${tenant.toLowerCase().replaceAll('_', '-')}.local`;

const randomSecret = (): string => randomBytes(32).toString('base64url');
