/** The workspace commands that `npm start` and `npm test` run: Nx, TypeScript, ESLint, Jest. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import type { CommandSpec } from './process/process-table.ts';
import { compileCache, repository } from './state-directory.ts';

const BIN = join(repository, 'node_modules', '.bin');
const JEST_FLAGS = ['--experimental-vm-modules', '--no-warnings'];
const RESULT_REPORTER = join(import.meta.dirname, 'testing', 'result-reporter.mjs');

/** Puts the pinned Node first on the PATH, and disables the Nx daemon, which would outlive us. */
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${BIN}${delimiter}${process.env.PATH}`,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NODE_COMPILE_CACHE: compileCache(),
};

/** Builds every lib and app; unchanged ones come from Nx's cache. */
export const build: CommandSpec = inRepository(
  'nx run-many -t build',
  [join(BIN, 'nx'), 'run-many', '-t', 'build'],
  'capture',
);

/** Type-checks the whole repository at once. */
export const typecheck: CommandSpec = inRepository('tsc', [join(BIN, 'tsc'), '-p', 'tsconfig.json'], 'capture');

/** Lints everything, with one TypeScript program for the type information. */
export const lintAll: CommandSpec = withVariables(
  inRepository('eslint', [join(BIN, 'eslint'), '.', '--max-warnings', '0'], 'capture'),
  { SENTINAI_LINT: 'whole' },
);

/** Lints some apps and libs, one at a time; unchanged ones come from Nx's cache. */
export const lintProjects = (folders: readonly string[]): CommandSpec =>
  inRepository(
    'nx run-many -t lint',
    [join(BIN, 'nx'), 'run-many', '-t', 'lint', '--parallel=1', `--projects=${folders.map(projectIn).join(',')}`],
    'capture',
  );

/** Lints the tools, which are not Nx projects. */
export const lintTools: CommandSpec = inRepository(
  'eslint tools',
  [join(BIN, 'eslint'), 'tools', '--max-warnings', '0'],
  'capture',
);

/** Returns the folders of the apps and libs that these files belong to, and of those that depend on them. */
export function affectedProjects(files: readonly string[]): string[] {
  const args = [join(BIN, 'nx'), 'show', 'projects', '--affected', `--files=${files.join(',')}`, '--json'];
  const told = execFileSync(process.execPath, args, { cwd: repository, env: environment, encoding: 'utf8' });
  const projects = JSON.parse(told) as string[];
  return projects.map(folderOf).filter((folder) => folder !== undefined);
}

/** `libs/domain` → `@sentinai/domain` */
const projectIn = (folder: string): string => `@sentinai/${basename(folder)}`;

const folderOf = (project: string): string | undefined =>
  ['apps', 'libs']
    .map((parent) => join(parent, basename(project)))
    .find((folder) => existsSync(join(repository, folder)));

/** Configuration of the end-to-end suites. */
export const e2eConfig = join('tools', 'e2e', 'jest.config.mjs');

interface JestOptions {
  workers: number;
  /** Folders of projects, each with a jest.config.mjs. */
  projects?: readonly string[];
  /** Configuration of a single project, relative to the repository. */
  config?: string;
  /** Only these suites. */
  files?: readonly string[];
  /** Timeout of a test; in a run of several projects Jest ignores the projects' own. */
  timeoutMs?: number;
}

/** Builds the command of one Jest run over one or many projects. */
export function jest({ workers, projects, config, files = [], timeoutMs }: JestOptions): CommandSpec {
  const args = [
    ...[...JEST_FLAGS, join(BIN, 'jest'), '--passWithNoTests', `--maxWorkers=${workers}`],
    // Jest never releases the ES modules of a finished suite, so a worker that holds too much memory is replaced.
    '--workerIdleMemoryLimit=1GB',
    ...['--reporters=default', `--reporters=${RESULT_REPORTER}`],
    ...(config ? ['-c', config] : []),
    ...(timeoutMs ? [`--testTimeout=${timeoutMs}`] : []),
    ...(files.length > 0 ? ['--runTestsByPath', ...files] : []),
    ...(projects ? ['--projects', ...projects] : []),
  ];
  return inRepository('jest', args, 'show');
}

/** Returns the command with additional environment variables. */

export function withVariables(command: CommandSpec, variables: NodeJS.ProcessEnv): CommandSpec {
  return { ...command, env: { ...command.env, ...variables } };
}

function inRepository(name: string, args: string[], output: CommandSpec['output']): CommandSpec {
  return { name, command: process.execPath, args, env: environment, cwd: repository, output };
}
