/** The state directory of a stack: `.local` for the checkout's own stack, a temporary folder for tests. */
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Root folder of the checkout. */
export const repository = dirname(dirname(import.meta.dirname));

/** State directory of the checkout's own stack. */
export const defaultStateDirectory = join(repository, '.local');

export interface StatePaths {
  root: string;
  postgres: string;
  kafka: string;
  redis: string;
  logs: string;
  /** Signing key and JWKS of the development issuer. */
  keys: string;
  /** One `<app>.env` per app, to run one alone: `node --env-file=…`. */
  env: string;
  /** The running stack; see {@link StackInfo}. */
  stackFile: string;
  secretsFile: string;
  /** Logins of this stack, with their passwords. */
  identityFile: string;
  lockFile: string;
}

/** Creates the folder and its parts. Others may read it, since under root PostgreSQL runs as another user; secrets are private. */
export function prepareStateDirectory(stateDir: string): StatePaths {
  const root = resolve(stateDir);
  mkdirSync(root, { recursive: true });
  chmodSync(root, 0o755);
  const folder = (name: string): string => {
    mkdirSync(join(root, name), { recursive: true, mode: 0o755 });
    return join(root, name);
  };
  return {
    root,
    postgres: join(root, 'postgres'),
    kafka: folder('kafka'),
    redis: folder('redis'),
    logs: folder('logs'),
    keys: folder('keys'),
    env: folder('env'),
    stackFile: join(root, 'stack.json'),
    secretsFile: join(root, 'secrets.json'),
    identityFile: join(root, 'identity.json'),
    lockFile: join(root, 'stack.lock'),
  };
}

/** Returns the folder of downloads, shared by all checkouts of this user. */
export function cacheDirectory(): string {
  const configured = process.env.SENTINAI_CACHE_DIR;
  return configured ? resolve(configured) : join(homedir(), '.cache', 'sentinai');
}

/** Returns the folder of Node's compile cache, which saves a quarter of an app's start-up processor time. */
export const compileCache = (): string =>
  process.env.NODE_COMPILE_CACHE ?? join(cacheDirectory(), 'node-compile-cache');

/** Replaces a file atomically, so that no reader ever sees half of it. */
export function writeFileAtomically(file: string, content: string, mode = 0o644): void {
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, content, { mode });
  renameSync(draft, file);
}

/** Like {@link writeFileAtomically}, for a value as JSON. */
export function writeJsonAtomically(file: string, value: unknown, mode = 0o644): void {
  writeFileAtomically(file, `${JSON.stringify(value, null, 2)}\n`, mode);
}
