/**
 * The permission table. A route names a permission (`@Allow('cases.work')`), its OpenAPI operation shows it as `x-permission` and
 * `x-roles`, and `docs/access.md` is generated from this table. A permission that only a field of a body requires is checked in the
 * service (`assertPermitted`).
 *
 * A role includes the permissions of the roles below it: viewer < operator < admin < super_admin. Except for super admins, permissions
 * apply only to the tenants that the token names.
 */
import { ROLES, type Role } from './vocabulary.ts';

interface PermissionFacts {
  /** The lowest role that has the permission. */
  role: Role;
  /** Description of what it allows. */
  allows: string;
}

export const PERMISSIONS = {
  'exceptions.read': { role: 'viewer', allows: 'Read exceptions: lists, details, timelines, playbook runs, tool runs' },
  'exceptions.report': { role: 'operator', allows: 'Report exceptions, one at a time or in batches' },
  'cases.work': {
    role: 'operator',
    allows:
      'Assign, comment on, change the severity of, escalate, resolve and reopen exceptions, singly or in bulk; have one decided again by the ' +
      'packs in force',
  },
  'cases.redecide': {
    role: 'admin',
    allows: 'Have many exceptions decided again: `triage` and `evaluate_policy` of `POST /api/bulk-jobs`',
  },
  'exceptions.create': { role: 'operator', allows: 'Create exceptions by hand, as a person: not with an API key' },
  'views.save': { role: 'viewer', allows: "Save one's own named filters" },
  'steps.decide': {
    role: 'operator',
    allows: 'Complete, skip, retry, approve and reject steps; an approval also requires the roles that its step names',
  },
  'operations.read': { role: 'viewer', allows: 'Read the state of the pipeline and the supervisor counts' },
  'config.read': { role: 'viewer', allows: 'Read packs, playbooks and tools, and test what they would match' },
  'packs.write': {
    role: 'admin',
    allows: "Import policy packs and domain packs of one's own tenants, activate versions and roll back",
  },
  'packs.publish': {
    role: 'super_admin',
    allows: 'Publish a domain pack to all tenants: `shared` of `POST /api/packs/import`',
  },
  'playbooks.write': { role: 'admin', allows: 'Create new versions of playbooks, and activate and deactivate them' },
  'tools.write': { role: 'admin', allows: 'Create new versions of tools, and enable and disable them' },
  'tools.execute': { role: 'operator', allows: 'Run a tool manually, do a dry run, and cancel a run' },
  'tenants.read': { role: 'viewer', allows: "Read the settings of one's own tenants" },
  'tenants.write': {
    role: 'admin',
    allows: "Change the settings of one's own tenants: retention, time zone, calendar",
  },
  'tenants.manage': { role: 'super_admin', allows: 'Create, list, suspend, resume and archive tenants' },
  'audit.read': { role: 'admin', allows: "Read the audit trail of one's own tenants: who did what, and when" },
  'api-keys.manage': { role: 'admin', allows: "Create, list, rotate and revoke API keys of one's own tenants" },
} as const satisfies Record<string, PermissionFacts>;

export type Permission = keyof typeof PERMISSIONS;

/** Returns the roles that have a permission, lowest first. */
export const rolesWith = (permission: Permission): Role[] => ROLES.slice(ROLES.indexOf(PERMISSIONS[permission].role));
