/** Passwords of the local database: random per checkout, kept in a file readable only by its owner. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeJsonAtomically } from './state-directory.ts';

/** The database roles the services connect as; the first migration creates them. */
const DATABASE_ROLES = [
  'sentinai_intake',
  'sentinai_triage',
  'sentinai_policy',
  'sentinai_playbook',
  'sentinai_tool',
  'sentinai_feedback',
  'sentinai_sla_monitor',
  'sentinai_ops_api',
  'sentinai_governance',
];

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
    rolePasswords: Object.fromEntries(DATABASE_ROLES.map((role) => [role, randomPassword()])),
  };
  Object.assign(secrets.rolePasswords, known.rolePasswords);
  writeJsonAtomically(file, secrets, 0o600);
  return secrets;
}

function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}
