/** Generates docs/access.md from the table of permissions. Pure. */
import { PERMISSIONS, type Permission, ROLES, rolesWith } from '@sentinai/contracts';

const PREAMBLE = `# Permissions by role

Each role has all permissions of the roles to its left. Permissions apply only to the tenants named by the caller's token or API key; a super
admin's apply to all tenants. Each operation of the OpenAPI documents names its permission as \`x-permission\`, and the roles that have it as
\`x-roles\`. A service with a route that names no permission does not start.

[security.md](security.md) describes how tokens and API keys get their roles and tenants.

The table is generated from \`PERMISSIONS\` in [access.ts](../libs/contracts/src/access.ts); a test fails when the two differ. To regenerate it, run
\`npx nx run-many -t build && npx node tools/workspace/access/write-access.ts\`.
`;

/** Returns the whole document, unformatted. */
export function accessReference(): string {
  const head = ['permission', 'allows to', ...ROLES];
  const rows = (Object.keys(PERMISSIONS) as Permission[]).map((permission) => [
    `\`${permission}\``,
    PERMISSIONS[permission].allows,
    ...ROLES.map((role) => (rolesWith(permission).includes(role) ? 'yes' : '')),
  ]);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${PREAMBLE}\n${lines.join('\n')}\n`;
}
