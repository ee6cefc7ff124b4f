/**
 * PostgreSQL refuses to run as root. A root shell (containers, CI) runs it as `nobody`, which exists everywhere; and since
 * `nobody` may not enter a private folder such as /root, programs and data then live under /var/lib/sentinai.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SHARED_FOLDER = '/var/lib/sentinai';

export interface PostgresHome {
  /** Folder of the `bin`, `lib` and `share` folders. */
  installation: string;
  dataDirectory: string;
  /** Whom to run as; undefined: as ourselves. */
  user: { uid: number; gid: number } | undefined;
}

/**
 * Where PostgreSQL can run from.
 * @param installation the binaries as npm installed them
 * @param dataDirectory where the data belongs if nothing stands against it
 */
export function postgresHome(installation: string, dataDirectory: string): PostgresHome {
  if (process.getuid?.() !== 0) return { installation, dataDirectory, user: undefined };
  const user = { uid: idOfNobody('-u'), gid: idOfNobody('-g') };
  return {
    installation: canEnter(user, join(installation, 'bin')) ? installation : sharedCopy(installation),
    dataDirectory: canEnter(user, dirname(dataDirectory)) ? dataDirectory : sharedDataDirectory(dataDirectory),
    user,
  };
}

function idOfNobody(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
}

function canEnter(user: { uid: number; gid: number }, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/', stdio: 'ignore' }).status === 0;
}

function sharedCopy(installation: string): string {
  const copy = join(SHARED_FOLDER, `postgres-${fingerprint(installation)}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${process.pid}`;
  mkdirSync(SHARED_FOLDER, { recursive: true, mode: 0o755 });
  rmSync(draft, { recursive: true, force: true });
  cpSync(installation, draft, { recursive: true, verbatimSymlinks: true });
  renameSync(draft, copy);
  return copy;
}

function sharedDataDirectory(dataDirectory: string): string {
  const folder = join(SHARED_FOLDER, `data-${fingerprint(dataDirectory)}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return join(folder, 'postgres');
}

function fingerprint(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}
