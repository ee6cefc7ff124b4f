/**
 * PostgreSQL refuses to run as root. A root shell (containers, CI) runs it as `nobody`, which exists everywhere. Since
 * `nobody` may not enter a private folder such as /root, programs and data are then under /var/lib/sentinai.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SHARED_FOLDER = '/var/lib/sentinai';
const OWNER_FILE = 'state-directory';

export interface PostgresHome {
  /** Folder that contains `bin`, `lib` and `share`. */
  installation: string;
  dataDirectory: string;
  /** User to run as; undefined: the current user. */
  user: { uid: number; gid: number } | undefined;
}

export interface HomeWishes {
  /** The binaries installed by npm. */
  installation: string;
  /** Preferred data folder, in the state directory. */
  dataDirectory: string;
  /** Changes when the state directory is removed and recreated; data elsewhere must not survive that. */
  generation: string;
}

/** Determines from where, and as which user, PostgreSQL can run. */
export function postgresHome({ installation, dataDirectory, generation }: HomeWishes): PostgresHome {
  if (process.getuid?.() !== 0) return { installation, dataDirectory, user: undefined };
  const user = { uid: idOfNobody('-u'), gid: idOfNobody('-g') };
  return {
    installation: canEnter(user, join(installation, 'bin')) ? installation : sharedCopy(installation),
    dataDirectory: canEnter(user, dirname(dataDirectory))
      ? dataDirectory
      : sharedDataDirectory(dataDirectory, generation),
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

/** The folder records its owner beside the data, so that data of a removed state directory can be removed too. */
function sharedDataDirectory(dataDirectory: string, generation: string): string {
  const stateDirectory = dirname(dataDirectory);
  const folder = join(SHARED_FOLDER, `data-${fingerprint(`${stateDirectory} ${generation}`)}`);
  removeAbandoned(stateDirectory, folder);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  writeFileSync(join(folder, OWNER_FILE), stateDirectory, { mode: 0o600 });
  return join(folder, 'postgres');
}

function removeAbandoned(stateDirectory: string, current: string): void {
  if (!existsSync(SHARED_FOLDER)) return;
  for (const folder of readdirSync(SHARED_FOLDER).map((name) => join(SHARED_FOLDER, name))) {
    if (folder === current || !existsSync(join(folder, OWNER_FILE))) continue;
    const owner = readFileSync(join(folder, OWNER_FILE), 'utf8');
    if (owner === stateDirectory || !existsSync(owner)) rmSync(folder, { recursive: true, force: true });
  }
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
