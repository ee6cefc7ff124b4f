/** The commands of the workspace that start and test run: Nx over all projects, TypeScript, ESLint, Jest. */
import { delimiter, join } from 'node:path';
import type { CommandSpec } from './process/process-table.ts';
import { repository } from './state-directory.ts';

const BIN = join(repository, 'node_modules', '.bin');
const JEST_FLAGS = ['--experimental-vm-modules', '--no-warnings'];

/** The pinned Node first on the path, and no background daemon that would outlive us. */
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${BIN}${delimiter}${process.env.PATH}`,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
};

/** `nx run-many` for one target of all projects. */
export function nx(target: string, output: CommandSpec['output'], flags: string[] = []): CommandSpec {
  return inRepository(`nx run-many -t ${target}`, [join(BIN, 'nx'), 'run-many', '-t', target, ...flags], output);
}

/** Builds every lib and app; what did not change comes from Nx's cache. */
export const build: CommandSpec = nx('build', 'capture');

/** Types of the whole repository in one go. */
export const typecheck: CommandSpec = inRepository('tsc', [join(BIN, 'tsc'), '-p', 'tsconfig.json'], 'show');

/** ESLint over the tools, which are no Nx projects. */
export const lintTools: CommandSpec = inRepository(
  'eslint tools',
  [join(BIN, 'eslint'), 'tools', '--max-warnings', '0'],
  'show',
);

/** One Jest run by its configuration file, relative to the repository. */
export function jest(configFile: string, variables: NodeJS.ProcessEnv = {}): CommandSpec {
  return withVariables(
    inRepository(
      `jest ${configFile}`,
      [...JEST_FLAGS, join(BIN, 'jest'), '-c', configFile, '--passWithNoTests'],
      'show',
    ),
    variables,
  );
}

/** The same command with more in its environment. */
export function withVariables(command: CommandSpec, variables: NodeJS.ProcessEnv): CommandSpec {
  return { ...command, env: { ...command.env, ...variables } };
}

function inRepository(name: string, args: string[], output: CommandSpec['output']): CommandSpec {
  return { name, command: process.execPath, args, env: environment, cwd: repository, output };
}
