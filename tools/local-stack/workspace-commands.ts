/** The commands of the workspace that start and test run: Nx over all projects, TypeScript, ESLint, Jest. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import type { CommandSpec } from './process/process-table.ts';
import { compileCache, repository } from './state-directory.ts';

const BIN = join(repository, 'node_modules', '.bin');
const JEST_FLAGS = ['--experimental-vm-modules', '--no-warnings'];
const RESULT_REPORTER = join(import.meta.dirname, 'testing', 'result-reporter.mjs');

/** The pinned Node first on the path, and no background daemon that would outlive us. */
const environment: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${BIN}${delimiter}${process.env.PATH}`,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NODE_COMPILE_CACHE: compileCache(),
};

/** Builds every lib and app; what did not change comes from Nx's cache. */
export const build: CommandSpec = inRepository(
  'nx run-many -t build',
  [join(BIN, 'nx'), 'run-many', '-t', 'build'],
  'capture',
);

/** Types of the whole repository in one go. */
export const typecheck: CommandSpec = inRepository('tsc', [join(BIN, 'tsc'), '-p', 'tsconfig.json'], 'capture');

/** ESLint over everything, with the types of one program. */
export const lintAll: CommandSpec = withVariables(
  inRepository('eslint', [join(BIN, 'eslint'), '.', '--max-warnings', '0'], 'capture'),
  { SENTINAI_LINT: 'whole' },
);

/** ESLint over some apps and libs, one at a time; what did not change comes from Nx's cache. */
export const lintProjects = (folders: readonly string[]): CommandSpec =>
  inRepository(
    'nx run-many -t lint',
    [join(BIN, 'nx'), 'run-many', '-t', 'lint', '--parallel=1', `--projects=${folders.map(projectIn).join(',')}`],
    'capture',
  );

/** ESLint over the tools, which are no Nx projects. */
export const lintTools: CommandSpec = inRepository(
  'eslint tools',
  [join(BIN, 'eslint'), 'tools', '--max-warnings', '0'],
  'capture',
);

/** Folders of the apps and libs that these files belong to, and of those that depend on them. */
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
  /** Of a test; in a run of several projects Jest does not ask theirs. */
  timeoutMs?: number;
}

/** One Jest run over one or many projects. */
export function jest({ workers, projects, config, files = [], timeoutMs }: JestOptions): CommandSpec {
  const args = [
    ...[...JEST_FLAGS, join(BIN, 'jest'), '--passWithNoTests', `--maxWorkers=${workers}`],
    // Jest never lets go of the ES modules of a suite that has ended: a worker that holds much is replaced.
    '--workerIdleMemoryLimit=1GB',
    ...['--reporters=default', `--reporters=${RESULT_REPORTER}`],
    ...(config ? ['-c', config] : []),
    ...(timeoutMs ? [`--testTimeout=${timeoutMs}`] : []),
    ...(files.length > 0 ? ['--runTestsByPath', ...files] : []),
    ...(projects ? ['--projects', ...projects] : []),
  ];
  return inRepository('jest', args, 'show');
}

/** The same command with more in its environment. */
export function withVariables(command: CommandSpec, variables: NodeJS.ProcessEnv): CommandSpec {
  return { ...command, env: { ...command.env, ...variables } };
}

function inRepository(name: string, args: string[], output: CommandSpec['output']): CommandSpec {
  return { name, command: process.execPath, args, env: environment, cwd: repository, output };
}
