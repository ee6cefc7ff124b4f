/** `npm run users`: prints the people and machines that may log in to the local stack, with their passwords. */
import { Command } from 'commander';
import {
  type Access,
  type DevelopmentIdentities,
  ensureDevelopmentIdentities,
} from '../../local-stack/identity/development-identities.ts';
import { developmentIssuer } from '../../local-stack/identity/development-issuer.ts';
import { defaultStateDirectory, prepareStateDirectory } from '../../local-stack/state-directory.ts';
import { runProgram } from '../run-program.ts';
import { plainTable } from '../table.ts';

export function run(args: readonly string[]): Promise<number> {
  const program = new Command('users')
    .description('Prints the logins of the local stack, with their passwords. They are valid nowhere else.')
    .option('--json', 'print JSON instead of a table', false)
    .action(({ json }: { json: boolean }) => {
      const identities = ensureDevelopmentIdentities(prepareStateDirectory(defaultStateDirectory).identityFile);
      console.log(json ? asJson(identities) : asTable(identities));
    });
  return runProgram(program, args);
}

function asTable({ users, machines }: DevelopmentIdentities): string {
  const table = plainTable(['user or client', 'password or secret', 'roles', 'tenants']);
  for (const user of users) table.push([user.login, user.password, ...accessCells(user)]);
  for (const machine of machines) table.push([machine.clientId, machine.clientSecret, ...accessCells(machine)]);
  return `${table.toString()}\nIssuer: ${developmentIssuer(defaultStateDirectory)}`;
}

const accessCells = ({ roles, tenants }: Access): string[] => [roles.join(', '), tenants.join(', ')];

const asJson = ({ users, machines }: DevelopmentIdentities): string => JSON.stringify({ users, machines }, null, 2);
