/**
 * A copy of the repository in a temporary folder, for specs that change sources or run whole tools over them. The installed
 * packages are linked, not copied; the workspace's own packages are linked to the copy's projects.
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';

export const repository = join(import.meta.dirname, '..', '..', '..');

const LEFT_OUT = new Set(['node_modules', 'dist', 'coverage', '.git', '.nx', '.local']);
const LONGEST_RUN_MS = 300_000;

export interface CommandResult {
  exitCode: number;
  stdout: string;
  /** Stdout and stderr, interleaved. */
  output: string;
}

export class RepositoryCopy {
  readonly root = mkdtempSync(join(tmpdir(), 'sentinai-copy-'));

  constructor() {
    cpSync(repository, this.root, { recursive: true, filter: (source) => !LEFT_OUT.has(basename(source)) });
    this.linkPackages();
  }

  write(file: string, content: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), content);
  }

  /** Runs one of the installed programs (`eslint`, `nx`, `jest`, …) in the copy. A failure is an exit code, not an exception. */
  run(program: string, args: readonly string[]): Promise<CommandResult> {
    const env = { ...process.env, PATH: `${this.bin()}${delimiter}${process.env.PATH}`, ...PLAIN_AND_ALONE };
    const options = { cwd: this.root, env, timeout: LONGEST_RUN_MS, maxBuffer: 64 * 1024 * 1024 };
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        ['--experimental-vm-modules', join(this.bin(), program), ...args],
        options,
        (error, stdout, stderr) => {
          const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
          resolve({ exitCode, stdout, output: `${stdout}${stderr}` });
        },
      );
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private bin(): string {
    return join(this.root, 'node_modules', '.bin');
  }

  private linkPackages(): void {
    const own = join(this.root, 'node_modules', '@sentinai');
    mkdirSync(own, { recursive: true });
    for (const name of readdirSync(join(repository, 'node_modules'))) {
      if (name !== '@sentinai') this.link(join('node_modules', name));
    }
    for (const project of ['libs', 'apps'].flatMap((group) => projectsIn(group))) {
      symlinkSync(join(this.root, project), join(own, basename(project)));
      if (existsSync(join(repository, project, 'node_modules'))) this.link(join(project, 'node_modules'));
    }
  }

  private link(path: string): void {
    symlinkSync(join(repository, path), join(this.root, path));
  }
}

/** Environment without daemon, terminal or colours, and without the variables of the Nx or Jest that runs the spec. */
const PLAIN_AND_ALONE = {
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  FORCE_COLOR: '0',
  NX_WORKSPACE_ROOT_PATH: undefined,
  NX_WORKSPACE_DATA_DIRECTORY: undefined,
  NX_CACHE_DIRECTORY: undefined,
  SENTINAI_TEST_RESULTS: undefined,
  NODE_OPTIONS: undefined,
};

function projectsIn(group: string): string[] {
  return readdirSync(join(repository, group))
    .filter((name) => existsSync(join(repository, group, name, 'package.json')))
    .map((name) => join(group, name));
}
