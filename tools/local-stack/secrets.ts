/** Passwords of the local database: random per checkout, kept in a file readable only by its owner. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
// The source, since the stack chooses passwords before anything is built.
import { SERVICE_ROLES } from '../../libs/persistence/src/access/access-table.ts';
import { writeJsonAtomically } from './state-directory.ts';

export interface Secrets {
  /** Password of the role that owns the local database and runs the migrations. */
  ownerPassword: string;
  /** Password by role name. */
  rolePasswords: Record<string, string>;
}

/** Reads the secrets, and generates missing ones. */
export function loadSecrets(file: string): Secrets {
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const secrets: Secrets = {
    ownerPassword: known.ownerPassword ?? randomPassword(),
    rolePasswords: Object.fromEntries(SERVICE_ROLES.map((role) => [role, randomPassword()])),
  };
  Object.assign(secrets.rolePasswords, known.rolePasswords);
  writeJsonAtomically(file, secrets, 0o600);
  return secrets;
}

function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}
