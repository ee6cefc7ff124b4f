/** Writes docs/access.md from the table of permissions. Pure: the table in, Markdown out. */
import { PERMISSIONS, type Permission, ROLES, rolesWith } from '@sentinai/contracts';

const PREAMBLE = `# Who may do what

A role has what the roles before it have. All but a super admin have it for the tenants that their token, or their API key, names, and
for no other. Each operation of the OpenAPI documents says its line as \`x-permission\`, and the roles that have it as \`x-roles\`. A route
that names no line stops its service from starting.

How tokens and API keys come to their roles and tenants is in [security.md](security.md).

The table is made from \`PERMISSIONS\` in [access.ts](../libs/contracts/src/access.ts); a test fails when the two differ. To make it anew:
\`npx nx run-many -t build && npx node tools/workspace/access/write-access.ts\`.
`;

/** The whole document, not yet formatted. */
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
