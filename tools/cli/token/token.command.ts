/** `npm run token`: prints a token for the local stack on stdout, and nothing else. */
import type { Role } from '@sentinai/contracts';
import { Command, InvalidArgumentError } from 'commander';
import { collect, readDuration } from '../arguments.ts';
import { CommandError, runProgram } from '../run-program.ts';
import { ROLES, signDevelopmentToken } from './development-token.ts';

interface TokenOptions {
  tenant: string[];
  role: Role[];
  subject?: string;
  expires: number;
}

const ROLE_NAMES = Object.keys(ROLES) as Role[];
const HELP = `
Roles:
${Object.entries(ROLES)
  .map(([role, may]) => `  ${role.padEnd(12)} ${may}`)
  .join('\n')}

Example:
  curl -H "authorization: Bearer $(npm run token -- --tenant acme --role operator)" http://localhost:8080/…`;

export function run(args: readonly string[]): Promise<number> {
  const program = new Command('token')
    .description('Prints a signed token for the local stack. It is valid nowhere else.')
    .option('--tenant <id>', 'a tenant the token is for; repeat for more', collect, [])
    .requiredOption('--role <role>', `${ROLE_NAMES.join(', ')}; repeat for more`, collectRoles)
    .option('--subject <name>', 'subject of the token (default: <role>@sentinai.local)')
    .option('--expires <duration>', 'validity: 90s, 30m, 12h, 7d (default: 12h)', readDuration, readDuration('12h'))
    .addHelpText('after', HELP)
    .action(printToken);
  return runProgram(program, args);
}

async function printToken(options: TokenOptions): Promise<void> {
  const token = await signDevelopmentToken({
    subject: options.subject ?? `${options.role[0]}@sentinai.local`,
    roles: options.role,
    tenants: tenantsOf(options),
    lifetimeMs: options.expires,
  });
  console.log(token);
}

function tenantsOf({ tenant, role }: TokenOptions): string[] {
  const isSuperAdmin = role.includes('super_admin');
  if (tenant.length === 0 && !isSuperAdmin) throw new CommandError('--tenant is required (except for super_admin)');
  if (tenant.includes('*') && !isSuperAdmin) throw new CommandError('--tenant "*" is for super_admin only');
  return tenant.length === 0 ? ['*'] : tenant;
}

function collectRoles(name: string, previous: Role[] = []): Role[] {
  const role = ROLE_NAMES.find((known) => known === name);
  if (!role) throw new InvalidArgumentError(`Give one of ${ROLE_NAMES.join(', ')}.`);
  return [...previous, role];
}
